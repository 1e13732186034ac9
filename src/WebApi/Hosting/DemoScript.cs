namespace ChatFlow.WebApi.Hosting;

internal sealed record DemoChannel(
    string Name, string Type, string Topic, string[] Members, (TimeSpan Ago, string Who, string Text)[] Messages);

/// <summary>Who is in the demo and what they said.</summary>
internal static class DemoScript
{
    public static readonly (string Name, string DisplayName)[] People =
    [
        ("owner", "Olivia Marsh"), ("admin", "Adrian Koch"), ("moderator", "Mónica Ruiz"), ("member", "Milo Tanaka"),
    ];

    public static readonly DemoChannel[] Channels =
    [
        new("general", "public", "Everything that concerns everybody", ["admin", "moderator", "member"],
        [
            (Days(2, 3), "owner", "Welcome to ChatFlow! This is our own server: nothing in here leaves the house."),
            (Days(2, 2.9), "admin", "Nice. I moved the backup job over this morning, first run was clean."),
            (Days(2, 2.8), "moderator", "Buenos días 👋 Is the old chat read-only already?"),
            (Days(2, 2.7), "owner", "From Friday on. Until then, please copy anything you still need."),
            (Days(1, 6), "member", "The release notes for 2.4 are ready for review:\n- faster start\n- new invoice layout\n- 14 fixes"),
            (Days(1, 5.9), "moderator", "Reading them now."),
            (Days(1, 5.5), "moderator", "Two small things: the date format in section 2, and `a < b && c` is shown wrong in the old docs. Otherwise 👍"),
            (Days(1, 5.4), "member", "Fixed both, thank you!"),
            (Hours(4), "admin", "Heads-up: the VPN gateway restarts at 18:00, it takes about five minutes."),
            (Hours(3.9), "owner", "Thanks for the warning. Anyone in a call with the customer then?"),
            (Hours(3.8), "member", "I am until 18:30, but they host it. Should be fine."),
            (Hours(1), "moderator", "Agenda for tomorrow is in the calendar. Ten minutes each, please bring numbers."),
        ]),
        new("random", "public", "Coffee, cats and weekend plans", ["admin", "moderator", "member"],
        [
            (Days(1, 2), "member", "Somebody left very good biscuits in the kitchen. Past tense intended."),
            (Days(1, 1.9), "admin", "🍪 → 🫥"),
            (Days(1, 1.8), "moderator", "猫の写真は金曜日に! (Cat pictures on Friday, as agreed.)"),
            (Hours(2), "owner", "Lunch at the new place at half past twelve? They have a table for six."),
            (Hours(1.9), "member", "In!"),
        ]),
        new("leads", "private", "Hiring and budget", ["admin"],
        [
            (Days(1, 4), "owner", "Two good candidates for the support role. Can you take the second interview on Thursday?"),
            (Days(1, 3.9), "admin", "Yes, afternoon works. I will send both the test task tonight."),
            (Hours(5), "owner", "Budget for the second rack is approved."),
        ]),
    ];

    private static TimeSpan Days(int days, double hours) => TimeSpan.FromDays(days) + TimeSpan.FromHours(hours);

    private static TimeSpan Hours(double hours) => TimeSpan.FromHours(hours);
}
