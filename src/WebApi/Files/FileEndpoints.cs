using ChatFlow.Application.Files;
using ChatFlow.WebApi.Wire;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace ChatFlow.WebApi.Files;

internal static class FileEndpoints
{
    public static bool IsDownload(HttpContext http) => HttpMethods.IsGet(http.Request.Method) && http.Request.Path.StartsWithSegments("/api/files");

    public static void MapFiles(this RouteGroupBuilder api)
    {
        var files = api.MapGroup("/files").WithTags("Files");

        files.MapPost("", (HttpRequest request, IMediator mediator, CancellationToken cancel) =>
            UploadForm.Read(request, form => mediator.Send(form.ChannelId is { } channelId
                ? (IRequest<FileDto>)new UploadFile(channelId, form.File) : new UploadAvatar(form.File), cancel), cancel).Created())
            .WithMetadata(new RequestSizeLimitAttribute(UploadForm.MaxBody)).Accepts<UploadForm.Fields>("multipart/form-data");

        files.MapGet("/{id}", (Id id, HttpContext http, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new DownloadFile(id), cancel).Sent(http));

        files.MapGet("/{id}/thumbnail", (Id id, HttpContext http, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new DownloadThumbnail(id), cancel).Sent(http));
    }
}
