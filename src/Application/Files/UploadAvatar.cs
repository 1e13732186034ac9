using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Files;

/// <summary>Brings a picture of one's own, to be made one's avatar within 24 hours. Until then nobody else sees it.</summary>
public sealed record UploadAvatar(Upload File) : IRequest<FileDto>, IRestricted
{
    public static Permission Permission => Permission.SignedIn;
}

internal sealed class UploadAvatarValidator : AbstractValidator<UploadAvatar>
{
    public UploadAvatarValidator() => RuleFor(r => r.File.Content).UploadedFile();
}

internal sealed class UploadAvatarHandler(FileIntake intake) : IRequestHandler<UploadAvatar, FileDto>
{
    public Task<FileDto> Handle(UploadAvatar request, CancellationToken cancellationToken) =>
        intake.TakeIn(request.File, channelId: null, workspaceId: null, DemandPicture, cancellationToken);

    private static void DemandPicture(Inspected found)
    {
        if (found.Width is null)
            throw new UnprocessableException("Only a picture can be uploaded without a channel: it is for your avatar.");
    }
}
