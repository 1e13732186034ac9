using ChatFlow.WebApi.Tests.Access;
using CsCheck;

namespace ChatFlow.WebApi.Tests.Fuzzing;

/// <summary>What is done to that which was made a moment before, and so hardly comes about by chance. Every visit has one of them, somewhere in it.</summary>
internal static class Sequences
{
    private static readonly string[] Channels = ["public.joined", "private.joined"];
    private static readonly Gen<string> Words = Gen.Frequency((5, Gen.Const("\"hi\"")), (1, Json.Strings));

    private static readonly Gen<Step> Send = InEither(channel => Rest("POST", $"/api/channels/{{{channel}}}/messages", Words.Select(words => $"{{\"content\":{words}}}")));
    private static readonly Gen<Step> Reply = InEither(channel =>
        Rest("POST", $"/api/channels/{{{channel}}}/messages", Words.Select(words => $"{{\"thread_id\":\"{{message:{channel}}}\",\"content\":{words}}}")));
    private static readonly Gen<Step> ReplyByHub = InEither(channel =>
        Hub("message:send", Words.Select(words => $"{{\"channel_id\":\"{{{channel}}}\",\"thread_id\":\"{{message:{channel}}}\",\"content\":{words}}}")));
    private static readonly Gen<Step> Edit = Gen.OneOf(
        Rest("PUT", "/api/messages/{made}", Words.Select(words => $"{{\"content\":{words}}}")), Hub("message:edit", Words.Select(words => $"{{\"message_id\":\"{{made}}\",\"content\":{words}}}")));
    private static readonly Gen<Step> Delete = Gen.OneOf(Rest("DELETE", "/api/messages/{made}"), Hub("message:delete", Gen.Const("{\"message_id\":\"{made}\"}")));

    private static readonly Gen<Step> Upload = Gen.OneOf("\"channel_id\"\r\n\r\n{public.joined}", "\"strip_metadata\"\r\n\r\ntrue").Select(field => (Step)new RestStep(
        "POST /api/files", "POST", "/api/files", [], "multipart/form-data; boundary=b",
        new Content($"--b\r\nContent-Disposition: form-data; name={field}\r\n{Forms.Picture}--b--\r\n", Damage.Not, IsLatin: true)));

    public static IReadOnlyList<Gen<Step>[]> All { get; } =
    [
        [Reply, Delete],
        [ReplyByHub, Delete, Rest("GET", "/api/messages/{message:public.joined}/thread")],
        [Reply, Reply, Delete, Delete],
        [
            Send, Edit, Rest("PUT", "/api/messages/{made}/pin"),
            Rest("GET", "/api/messages/{made}/history"), Delete,
        ],
        [Upload, Rest("GET", "/api/files/{made}"), Rest("GET", "/api/files/{made}/thumbnail")],
        [Upload, Rest("POST", "/api/channels/{public.joined}/messages", Words.Select(words => $"{{\"content\":{words},\"file_ids\":[\"{{made}}\"]}}")), Delete],
    ];

    private static Gen<Step> InEither(Func<string, Gen<Step>> of) => Gen.OneOf(Channels.Select(of).ToArray());

    private static Gen<Step> Rest(string verb, string path, Gen<string>? body = null) => body is null
        ? Gen.Const((Step)new RestStep(Surface.ShapeOf($"{verb} {path}"), verb, path, [], null, null))
        : body.Select(text => (Step)new RestStep(Surface.ShapeOf($"{verb} {path}"), verb, path, [], "application/json", new Content(text, Damage.Not)));

    private static Gen<Step> Hub(string method, Gen<string> argument) =>
        Gen.Select(Gen.Bool, argument, (isPacked, text) => (Step)new HubStep($"HUB {method}", isPacked, method, new Content(text, Damage.Not)));
}
