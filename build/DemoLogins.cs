namespace ChatFlow.Build;

/// <summary>The users that `ChatFlow.WebApi.dll demo` makes. For local runs only; their password is public.</summary>
internal static class DemoLogins
{
    private const string Password = "Demo-pass-2025!";

    private static readonly (string Email, string What)[] Users =
    [
        ("owner@demo.test", "owner of the workspace demo"),
        ("admin@demo.test", "admin"),
        ("moderator@demo.test", "moderator"),
        ("member@demo.test", "member"),
        ("outsider@demo.test", "in no workspace"),
    ];

    public static void Print(Screen screen)
    {
        screen.Line();
        foreach (var (email, what) in Users) screen.Line($"  {email,-22} {Password}   {what}");
    }
}
