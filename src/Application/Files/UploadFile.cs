using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Files;

/// <summary>Brings a file into a channel, to be sent there with a message within 24 hours. Until then nobody else sees it.</summary>
public sealed record UploadFile(Guid ChannelId, Upload File) : IRequest<FileDto>, IInChannel
{
    public static Permission Permission => Permission.PostMessage;
}

internal sealed class UploadFileValidator : AbstractValidator<UploadFile>
{
    public UploadFileValidator() => RuleFor(r => r.File.Content).UploadedFile();
}

internal sealed class UploadFileHandler(IAccess access, FileIntake intake, ICaller caller) : IRequestHandler<UploadFile, FileDto>
{
    public async Task<FileDto> Handle(UploadFile request, CancellationToken cancellationToken)
    {
        var by = await access.ToChannel(request.ChannelId, caller.UserId, cancellationToken);
        return await intake.TakeIn(request.File, by.ChannelId, by.WorkspaceId, demand: _ => { }, cancellationToken);
    }
}

internal static class UploadedFileRule
{
    public static void UploadedFile<T>(this IRuleBuilderInitial<T, Stream?> rule) => rule
        .Cascade(CascadeMode.Stop)
        .NotNull().WithErrorCode("required").WithMessage("'file' is required.")
        .Must(content => content!.Length > 0).WithErrorCode("empty").WithMessage("The file is empty.")
        .OverridePropertyName("file");
}
