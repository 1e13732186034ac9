using ChatFlow.Infrastructure.Settings;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace ChatFlow.WebApi.Client;

/// <summary>Options of the section <c>Client</c>.</summary>
[Section("Client")]
public sealed class ClientOptions
{
    /// <summary>Folder of the built browser client, where no web server in front serves it. Not set, it is not served.</summary>
    public string? Root { get; set; }
}

/// <summary>Serves the built browser client where no web server in front does it.</summary>
internal static class ClientFiles
{
    private static readonly string[] ServersOwn = ["/api", "/hub", "/health", "/metrics", "/openapi", "/docs"];

    public static void UseClientFiles(this WebApplication app)
    {
        var root = app.Services.GetRequiredService<IOptions<ClientOptions>>().Value.Root;
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
