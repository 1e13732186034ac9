using System.Net;
using System.Text.RegularExpressions;
using ChatFlow.Domain;

namespace ChatFlow.Application.Mail;

/// <summary>What the mails say: the files of <c>Templates</c>, in text and HTML, with their values filled in.</summary>
internal sealed partial class MailTexts(ILinks links, TimeProvider clock)
{
    public Mail VerifyAddress(string to, string name, string token) =>
        Write(to, "Verify your address", "verify-address", links.VerifyEmail(token), ("name", name));

    public Mail ResetPassword(string to, string name, string token) =>
        Write(to, "Choose a new password", "reset-password", links.ResetPassword(token), ("name", name));

    public Mail Invitation(string to, string inviter, string workspace, string token) => Write(
        to, $"{inviter} invites you to {workspace}", "invitation", links.Invite(token), ("inviter", inviter), ("workspace", workspace));

    private Mail Write(string to, string subject, string template, string link, params (string Key, string Value)[] values)
    {
        var all = values.Append(("subject", subject)).Append(("link", link)).ToDictionary(v => v.Item1, v => OneLine(v.Item2));
        var text = Fill(Template(template + ".txt"), all, value => value);
        var html = Fill(Template("layout.html").Replace("{{content}}", Template(template + ".html")), all, value => WebUtility.HtmlEncode(value));
        return new Mail(clock.NewId(), to, all["subject"], text, html, link, clock.Now());
    }

    /// <summary>
    /// Names are other people's: a line break in one would add lines to the text, or headers to the mail if it stood in the subject.
    /// </summary>
    private static string OneLine(string value) => LineBreaking().Replace(value, " ").Trim();

    private static string Fill(string template, Dictionary<string, string> values, Func<string, string> encode) =>
        Placeholder().Replace(template, place => encode(values[place.Groups[1].Value]));

    private static string Template(string file)
    {
        using var stream = typeof(MailTexts).Assembly.GetManifestResourceStream($"ChatFlow.Application.Mail.Templates.{file}")
            ?? throw new InvalidOperationException($"There is no mail template {file}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // Controls, and the two separators of Unicode that are line breaks without being controls.
    [GeneratedRegex(@"[\p{Cc}\u2028\u2029]+")]
    private static partial Regex LineBreaking();

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Placeholder();
}
