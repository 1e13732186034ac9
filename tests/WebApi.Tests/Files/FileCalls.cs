using System.Net.Http.Headers;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Files;
using ChatFlow.Application.Messages;

namespace ChatFlow.WebApi.Tests.Files;

internal static class FileCalls
{
    /// <param name="filename">Goes into the form as it is, whatever is in it.</param>
    /// <param name="channelId">Null gives none.</param>
    public static MultipartFormDataContent Form(byte[] content, string filename, string? channelId, bool strip = false) =>
        Form(new ByteArrayContent(content), filename, channelId, strip);

    public static MultipartFormDataContent Form(HttpContent content, string filename, string? channelId, bool strip = false)
    {
        var form = new MultipartFormDataContent();
        content.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"file\"", FileNameStar = filename };
        // What a client says that it is counts for nothing.
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        form.Add(content);
        if (channelId is not null)
            form.Add(new StringContent(channelId), "channel_id");
        if (strip)
            form.Add(new StringContent("true"), "strip_metadata");
        return form;
    }

    public static Task<HttpResponseMessage> TryUpload(this Person person, ChannelDto? channel, byte[] content, string filename = "a.bin", bool strip = false) =>
        person.Http.PostAsync("/api/files", Form(content, filename, channel?.Id.ToString(), strip));

    public static async Task<FileDto> Upload(this Person person, ChannelDto? channel, byte[] content, string filename = "a.bin", bool strip = false)
    {
        var response = await person.TryUpload(channel, content, filename, strip);
        Assert.That((int)response.StatusCode, Is.EqualTo(201), await response.Content.ReadAsStringAsync());
        return await response.Data<FileDto>();
    }

    public static Task<MessageDto> SendWith(this Person person, ChannelDto channel, params FileDto[] files) => person.SendWith(channel, "", files);

    public static Task<MessageDto> SendWith(this Person person, ChannelDto channel, string content, params FileDto[] files) =>
        person.Http.Post<MessageDto>($"/api/channels/{channel.Id}/messages", new { content, file_ids = files.Select(file => file.Id) });

    /// <summary>Every file in the store of the server, by its path there.</summary>
    public static string[] Stored(this ChatServer server) =>
        Directory.GetFiles(server.FilesFolder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(server.FilesFolder, path)).ToArray();

    public static bool Stores(this ChatServer server, Guid fileId) => server.Stored().Any(path => path.Contains(fileId.ToString("N")));
}
