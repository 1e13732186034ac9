namespace ChatFlow.WebApi.Tests.Access;

internal static partial class AccessMatrix
{
    /// <summary>{file:…} is in the {message:…} of the same channel.</summary>
    private static readonly Row[] Files =
    [
        // anon exp rev outs else remv memb host modr admn ownr
        new("401 401 401 201 201 201 201 201 201 201 201", "POST /api/files", "FILE"),
        new("401 401 401 404 404 404 403 201 403 403 403", "POST /api/files", "FILE {public}"),
        new("401 401 401 404 404 404 201 201 201 201 201", "POST /api/files", "FILE {public.joined}"),
        new("401 401 401 404 404 404 404 201 404 404 404", "POST /api/files", "FILE {private}"),
        new("401 401 401 404 404 404 201 201 201 201 201", "POST /api/files", "FILE {private.joined}"),

        // A file in a message that {colleague} wrote
        new("401 401 401 404 404 404 200 200 200 200 200", "GET /api/files/{file:public}"),
        new("401 401 401 404 404 404 200 200 200 200 200", "GET /api/files/{file:public.joined}"),
        new("401 401 401 404 404 404 404 200 404 404 404", "GET /api/files/{file:private}"),
        new("401 401 401 404 404 404 200 200 200 200 200", "GET /api/files/{file:private.joined}"),
        new("401 401 401 404 404 404 200 200 200 200 200", "GET /api/files/{file:public}/thumbnail"),
        new("401 401 401 404 404 404 200 200 200 200 200", "GET /api/files/{file:public.joined}/thumbnail"),
        new("401 401 401 404 404 404 404 200 404 404 404", "GET /api/files/{file:private}/thumbnail"),
        new("401 401 401 404 404 404 200 200 200 200 200", "GET /api/files/{file:private.joined}/thumbnail"),
    ];
}
