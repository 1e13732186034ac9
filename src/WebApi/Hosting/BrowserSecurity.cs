using ChatFlow.Infrastructure.Settings;
using ChatFlow.WebApi.Files;

namespace ChatFlow.WebApi.Hosting;

/// <summary>Options of the section <c>Cors</c>.</summary>
[Section("Cors")]
public sealed class CorsOptions
{
    /// <summary>Other sites, such as <c>https://tools.example.org</c>, whose pages may call the API with tokens of their own. Cookies do not go along.</summary>
    public string[] Origins { get; set; } = [];
}

/// <summary>What browsers are told: run nothing but our own files, show us in no frame, guess no types, come back by TLS.</summary>
internal static class BrowserSecurity
{
    public static void AddBrowserSecurity(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<CorsOptions>();
        var origins = builder.Configuration.Settings<CorsOptions>().Origins;
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(origins).AllowAnyHeader().AllowAnyMethod().WithExposedHeaders("X-Request-ID", "Retry-After")));
    }

    public static void UseBrowserSecurity(this WebApplication app)
    {
        // The page that describes the API brings an inline script of its own, and gets to run it: there and nowhere else.
        app.UseWhen(IsApisPage, page => page.UseSecurityHeaders(Headers(policy => Ours(policy, allowInline: true))));
        // What people upload is never a page of ours: opened in a browser it runs nothing, and is of no origin.
        app.UseWhen(FileEndpoints.IsDownload, files => files.UseSecurityHeaders(Headers(policy =>
        {
            policy.AddDefaultSrc().None();
            policy.AddFrameAncestors().None();
            policy.AddSandbox();
        })));
        app.UseWhen(http => !IsApisPage(http) && !FileEndpoints.IsDownload(http), rest => rest.UseSecurityHeaders(Headers(policy => Ours(policy, allowInline: false))));
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
        if (app.Configuration[WebHostDefaults.ServerUrlsKey]?.Contains("https://", StringComparison.OrdinalIgnoreCase) == true)
            app.UseHttpsRedirection();
        app.UseCors();
    }

    private static bool IsApisPage(HttpContext http) => http.Request.Path.StartsWithSegments("/docs");

    private static HeaderPolicyCollection Headers(Action<CspBuilder> content) => new HeaderPolicyCollection()
        .AddFrameOptionsDeny()
        .AddContentTypeOptionsNoSniff()
        .AddReferrerPolicyNoReferrer()
        .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
        .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
        .AddPermissionsPolicy(policy =>
        {
            policy.AddCamera().None();
            policy.AddMicrophone().None();
            policy.AddGeolocation().None();
            policy.AddPayment().None();
            policy.AddUsb().None();
        })
        .RemoveServerHeader()
        .AddContentSecurityPolicy(content);

    private static void Ours(CspBuilder policy, bool allowInline)
    {
        policy.AddDefaultSrc().None();
        policy.AddBaseUri().None();
        policy.AddFormAction().Self();
        policy.AddFrameAncestors().None();
        policy.AddConnectSrc().Self();
        policy.AddFontSrc().Self();
        policy.AddManifestSrc().Self();
        policy.AddWorkerSrc().Self();
        policy.AddImgSrc().Self().Data().Blob();
        var (scripts, styles) = (policy.AddScriptSrc().Self(), policy.AddStyleSrc().Self());
        if (allowInline)
        {
            scripts.UnsafeInline();
            styles.UnsafeInline();
        }
    }
}
