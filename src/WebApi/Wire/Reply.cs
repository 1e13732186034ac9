using System.Reflection;
using ChatFlow.Domain;
using MediatR;
using Microsoft.AspNetCore.Http.Metadata;

namespace ChatFlow.WebApi.Wire;

/// <summary>A successful answer: data in the envelope, as JSON or XML.</summary>
public sealed class Reply<T>(int status, T data, Pagination? pagination = null) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var clock = httpContext.RequestServices.GetRequiredService<TimeProvider>();
        var meta = new Meta(httpContext.TraceIdentifier, clock.Now()) { Pagination = pagination };
        return Document.Write(httpContext, status, new Envelope<T>(true, data, meta));
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Envelope<T>), ["application/json", "application/xml"]));
}

/// <summary>The data of answers that have none: {}.</summary>
public sealed record Nothing;

internal static class Reply
{
    public static async Task<Reply<T>> Ok<T>(this Task<T> data) => new(StatusCodes.Status200OK, await data);

    /// <summary>Done, and there is nothing to tell: data is {}.</summary>
    public static async Task<Reply<Nothing>> Done(this Task<Unit> doing)
    {
        await doing;
        return new Reply<Nothing>(StatusCodes.Status200OK, new Nothing());
    }

    public static async Task<Reply<T>> Created<T>(this Task<T> data) => new(StatusCodes.Status201Created, await data);

    /// <summary>201 for what this request made, 200 for what was there already.</summary>
    public static async Task<Reply<T>> Made<TResult, T>(this Task<TResult> making, Func<TResult, (T Data, bool IsNew)> read)
    {
        var (data, isNew) = read(await making);
        return new Reply<T>(isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, data);
    }

    /// <summary>A list that is always given whole.</summary>
    public static async Task<Reply<IReadOnlyList<T>>> List<T>(this Task<IReadOnlyList<T>> items)
    {
        var all = await items;
        return new Reply<IReadOnlyList<T>>(StatusCodes.Status200OK, all, new Pagination(all.Count, Page: null, all.Count, null, null));
    }
}
