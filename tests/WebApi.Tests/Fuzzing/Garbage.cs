using System.Text;
using CsCheck;

namespace ChatFlow.WebApi.Tests.Fuzzing;

/// <summary>Bytes that are no call: on a socket of the hub before and after its handshake, and on the port itself.</summary>
internal static class Garbage
{
    private const char End = '\u001e';
    private const string JsonHandshake = "{\"protocol\":\"json\",\"version\":1}\u001e";
    private const string PackedHandshake = "{\"protocol\":\"messagepack\",\"version\":1}\u001e";
    private const string Upgrade = "GET /hub?access_token={token} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";

    private static readonly Gen<string> Handshake = Gen.Frequency((8, Gen.OneOf(JsonHandshake, PackedHandshake)), (3, Gen.OneOf(
        "", "\u001e", "{}\u001e", "{\"protocol\":\"json\"}\u001e", "{\"protocol\":\"none\",\"version\":1}\u001e", "{\"protocol\":\"json\",\"version\":99999999999}\u001e", "{\"protocol\":5,\"version\":\"1\"}\u001e", "[]\u001e", "null\u001e",
        "{\"protocol\":\"json\",\"version\":1}", "{\"protocol\":\"json\",\"version\":2}\u001e", new string('{', 5000), new string(' ', 70_000), "\u0000\u0001\u0002", "\u00ff\u00fe\u001e")));

    private static readonly Gen<string> Message = Gen.Frequency(
        (4, Gen.Select(Gen.OneOf("message:send", "sync", "typing:start", "none", "", "SendMessage", "OnConnectedAsync", "Dispose", "ToString", "\\u0000", "\\ud800"), Gen.OneOf("[]", "[{}]", "[{},{}]", "{}", "5", "[null]", "[\"a\"]", "null", "[[]]"), Gen.OneOf("1", "4", "\"1\"", "1.5", "-1"), Gen.OneOf("\"1\"", "1", "null", "\"\"", "\"" + new string('i', 3000) + "\""),
            (target, arguments, type, id) => $"{{\"type\":{type},\"invocationId\":{id},\"target\":\"{target}\",\"arguments\":{arguments},\"streamIds\":[\"1\",\"1\"]}}{End}")),
        (3, Gen.OneOf(
            "{\"type\":6}\u001e", "{\"type\":5,\"invocationId\":\"1\"}\u001e", "{\"type\":2,\"invocationId\":\"1\",\"item\":5}\u001e", "{\"type\":3,\"invocationId\":\"1\",\"result\":5,\"error\":\"a\"}\u001e", "{\"type\":3}\u001e", "{\"type\":8,\"sequenceId\":1}\u001e",
            "{\"type\":9,\"sequenceId\":-1}\u001e", "{\"type\":99}\u001e", "{\"type\":null}\u001e", "{}\u001e", "[]\u001e", "5\u001e", "\u001e", "\u001e\u001e\u001e", "{\"type\":1}\u001e", "{\"type\":1,\"target\":\"sync\"}\u001e", "{\"type\":1,\"headers\":{\"a\":5},\"target\":\"sync\",\"arguments\":[]}\u001e",
            "{\"type\":7,\"error\":\"bye\",\"allowReconnect\":true}\u001e", "{\"type\":1,\"type\":6}\u001e", "{", new string('[', 30_000) + End, new string('x', 66_000))),
        (2, Gen.String[Gen.Char['\0', 'ÿ'], 0, 60]));

    // Length, then: an array of six, type 1, no headers, an id, a target, arguments, streams. As it should be, and not.
    private static readonly Gen<string> Packed = Gen.Frequency(
        (4, Gen.Select(Gen.OneOf("\u0096\u0001\u0080\u00a11\u00a4sync", "\u0096\u0001\u0080\u00c0\u00a4sync", "\u0095\u0001\u0080\u00a11\u00a4none", "\u0096\u0001\u00df\u00ff\u00ff\u00ff\u00ff", "\u0096\u0004\u0080\u00a11\u00a4sync", "\u0092\u0005\u0080", "\u0091\u0006", "\u0092\u0007\u00c0", "\u0092\u0008\u00d3\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", "\u0090", "\u00c0", "\u00dd\u007f\u00ff\u00ff\u00ff", "\u0096\u00cf\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"),
            Gen.OneOf("\u0091\u0081\u00a8channels\u0080\u0090", "\u0091\u00c0\u0090", "\u0091\u00db\u00ff\u00ff\u00ff\u00ff", "\u00dd\u00ff\u00ff\u00ff\u00ff", "\u0091\u00c7\u00ff\u0001", "\u0091\u00d6\u00ff\0\0\0\0\u0090", "\u0091\u00cb\u007f\u00f8\0\0\0\0\0\0\u0090", "\u0091\u0081\u00c0\u00c0\u0090", "\u0091" + new string('\u0091', 700) + "\u00c0\u0090", "\u0091" + new string('\u0081', 700), ""),
            (head, rest) => Prefixed(head + rest))),
        (2, Gen.OneOf("\u00ff\u00ff\u00ff\u00ff\u0007", "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", "\u0080\u0080\u0080\u0080\u0080\u0001", "\0", "\0\0\0\0", "\u0005\u0091", "\u00ff\u00ff\u0003", "\u00fe\u00ff\u0003x")),
        (2, Gen.String[Gen.Char['\0', 'ÿ'], 0, 60].Select(Prefixed)), (1, Gen.String[Gen.Char['\0', 'ÿ'], 0, 60]));

    // After the upgrade: the head of a frame and more, masked and not.
    private static readonly Gen<string> Frame = Gen.Frequency(
        (5, Gen.OneOf("\u0081\u00a5\0\0\0\0hello", "\u0081\u0005hello", "\u00f1\u0080\0\0\0\0", "\u0083\u0080\0\0\0\0", "\u0088\u0081\0\0\0\0x", "\u0088\u0082\0\0\0\0\0\u0001", "\u0088\u0084\0\0\0\0\u0003\u00e8\u00ff\u00ff", "\u0089\u00fe\0\u0080\0\0\0\0", "\u0009\u0080\0\0\0\0",
            "\u0080\u0080\0\0\0\0", "\u0001\u0080\0\0\0\0\u0001\u0080\0\0\0\0", "\u0082\u00ff\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\0\0\0\0", "\u0082\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\0\0\0\0", "\u0081\u00fe\u00ff\u00ff\0\0\0\0abc", "\u008a\u0080\0\0\0\0", "\u0081\u0082\0\0\0\0\u00ff\u00fe", "GET / HTTP/1.1\r\n\r\n")),
        (2, Gen.String[Gen.Char['\0', 'ÿ'], 0, 80]));

    private static readonly Gen<string> Request = Gen.Frequency(
        (6, Gen.OneOf(
            "GET / HTTP/1.1\r\n\r\n", "GET /api/auth/me HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET /api/auth/me HTTP/9.9\r\nHost: a\r\n\r\n", "GET /api/auth/me\r\n", "get /api/auth/me HTTP/1.1\r\nHost: a\r\n\r\n", "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: -1\r\n\r\n",
            "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99999999999999999999\r\n\r\n{}", "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}x",
            "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"email\":", "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n",
            "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n{}", "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            "POST /api/files HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 900\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nabc", "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", "GET /\u00ff HTTP/1.1\r\nHost: a\r\n\r\n", "GET http://b/api/auth/me HTTP/1.1\r\nHost: a\r\n\r\n",
            "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "GET /api/auth/me HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\nX: a\r\n b\r\n\r\n", "GET /api/auth/me HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", "GET /api/auth/me HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n",
            "GET /" + new string('a', 9000) + " HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX: " + new string('a', 40_000) + "\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\u0012\u0004\0\0\0\0\0", "\u0016\u0003\u0001\u0002\0\u0001\0", "\r\n\r\n\r\n", "",
            "GET /hub HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n", "GET /hub?access_token={token}&id=none HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n\r\n", "POST /hub?id=none HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\nContent-Length: 1\r\n\r\nx",
            "POST /hub/negotiate?negotiateVersion=99 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\nContent-Length: 0\r\n\r\n", "DELETE /hub?id=none HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\r\n")),
        (2, Gen.String[Gen.Char['\0', 'ÿ'], 0, 200]));

    public static IReadOnlyList<Gen<Step>> All { get; } =
    [
        Frames("frames of JSON", isText: true, Message), Frames("frames of MessagePack", isText: false, Packed), Frames("frames of the other kind", isText: false, Message),
        Bytes("bytes on a socket", Frame.Array[1, 4].Select(frames => Upgrade + string.Concat(frames))),
        Bytes("bytes on the port", Request), Bytes("bytes on the port, twice", Gen.Select(Request, Request, string.Concat)),
    ];

    private static Gen<Step> Frames(string call, bool isText, Gen<string> frame) => Gen.Select(
        Handshake, Content.Of(frame, isLatin: !isText).Array[1, 4], (handshake, frames) => (Step)new FramesStep(call, isText, handshake, frames));

    private static Gen<Step> Bytes(string call, Gen<string> bytes) => Content.Of(bytes, isLatin: true).Select(content => (Step)new BytesStep(call, content));

    /// <summary>With its length before it, as MessagePack on the hub has it.</summary>
    private static string Prefixed(string message)
    {
        var head = new StringBuilder();
        for (var rest = message.Length; ; rest >>= 7)
        {
            head.Append((char)(rest > 127 ? (rest & 127) | 128 : rest));
            if (rest <= 127)
                return head + message;
        }
    }
}
