using Microsoft.Extensions.FileProviders;

namespace ChatFlow.WebApi.Client;

/// <summary>
/// Serves the built browser client where no web server in front does it (option <c>Client:Root</c>, a folder; unset: not at all).
/// </summary>
internal static class ClientFiles
{
    private static readonly string[] ServersOwn = ["/api", "/hub", "/health", "/metrics", "/openapi", "/docs"];

    public static void UseClientFiles(this WebApplication app)
    {
        var root = app.Configuration["Client:Root"];
        if (string.IsNullOrEmpty(root))
            return;

        var files = new PhysicalFileProvider(Path.GetFullPath(root));
        // Addresses of the client itself (a channel, a message) are all the one page.
        app.Use((http, next) =>
        {
            var path = http.Request.Path;
            var isPage = HttpMethods.IsGet(http.Request.Method) && !Path.HasExtension(path) && !IsServers(path);
            if (isPage)
                http.Request.Path = "/index.html";
            return next(http);
        });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            OnPrepareResponse = context => context.Context.Response.Headers.CacheControl =
                // Names under /assets carry a hash of their content; everything else must be asked for again.
                context.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }

    private static bool IsServers(PathString path) => ServersOwn.Any(prefix => path.StartsWithSegments(prefix));
}
