using ChatFlow.WebApi.Wire;
using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;

namespace ChatFlow.WebApi.Hosting;

/// <summary>What /openapi/v1.json says beyond what the endpoints' types say by themselves.</summary>
internal static class ApiDescription
{
    private const string Bearer = "bearer";

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "ChatFlow",
                Version = "1",
                Description = "Every answer is an envelope; refusals carry an error with a code. It grows only by addition.",
            };
            document.Components ??= new OpenApiComponents();
            document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "The access_token of POST /api/auth/login.",
            });
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any())
                return Task.CompletedTask;
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
            return Task.CompletedTask;
        });
        // They are written by converters of our own, which the schema cannot see through.
        options.AddSchemaTransformer((schema, context, _) =>
        {
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (type == typeof(Id) || type == typeof(DateTimeOffset))
            {
                schema.Type = JsonSchemaType.String;
                schema.Format = type == typeof(Id) ? "uuid" : "date-time";
            }
            else if (type == typeof(Cursor))
                schema.Type = JsonSchemaType.Integer | JsonSchemaType.String | JsonSchemaType.Null;
            return Task.CompletedTask;
        });
    });
}
