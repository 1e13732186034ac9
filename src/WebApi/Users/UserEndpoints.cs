using ChatFlow.Application.Users;
using ChatFlow.WebApi.Sessions;
using ChatFlow.WebApi.Wire;
using MediatR;

namespace ChatFlow.WebApi.Users;

internal static class UserEndpoints
{
    public static void MapUsers(this RouteGroupBuilder api)
    {
        var users = api.MapGroup("/users").WithTags("Users");

        users.MapGet("/{id}", (Id id, IMediator mediator, CancellationToken cancel) => mediator.Send(new GetUser(id), cancel).Ok());

        users.MapPut("/me", (ProfileBody body, IMediator mediator, CancellationToken cancel) => mediator.Send(
            new UpdateProfile(body.DisplayName, body.Username, body.Bio, body.Timezone, body.StatusMessage, body.AvatarFileId), cancel).Ok());

        users.MapDelete("/me", (HttpContext http, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new EraseMe(), cancel).WithoutCookie(http).Done());

        users.MapGet("/me/export", (HttpContext http, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new ExportMe(ExportDownload.Of(http)), cancel).Streamed()).Produces<PersonalExport>(contentType: "application/json");

        users.MapPut("/me/password", (PasswordBody body, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new ChangePassword(body.CurrentPassword, body.NewPassword), cancel).Done());
    }
}

/// <summary>What is not given stays as it is; an empty text takes it away.</summary>
/// <param name="AvatarFileId">A picture that you uploaded and did not send.</param>
internal sealed record ProfileBody(
    string? DisplayName = null, string? Username = null, string? Bio = null, string? Timezone = null, string? StatusMessage = null,
    string? AvatarFileId = null);

internal sealed record PasswordBody(string? CurrentPassword, string? NewPassword);
