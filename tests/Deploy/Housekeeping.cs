namespace ChatFlow.Deploy.Tests;

/// <summary>The night's backup: what it leaves, and what it clears away.</summary>
internal static class Housekeeping
{
    private const string Backups = "/var/backups/chatflow";

    public static void Check(Machine machine)
    {
        Assert.That(machine.Run("systemctl", "is-enabled", "chatflow-backup.timer").Trim(), Is.EqualTo("enabled"));
        machine.Run("sh", "-ec", $"""
            mkdir -p {Backups}/.work.cut /var/lib/chatflow/.backup.cut /var/lib/prometheus/node-exporter
            touch -d '15 days ago' {Backups}/chatflow-old.tar
            touch -d '13 days ago' {Backups}/chatflow-young.tar
            """);
        var before = Files(machine);
        machine.Run("systemctl", "start", "chatflow-backup.service");
        var after = Files(machine);
        Assert.Multiple(() =>
        {
            Assert.That(before.Except(after), Is.EquivalentTo(new[] { "chatflow-old.tar", ".work.cut" }), "too old, and cut off");
            Assert.That(after.Except(before).Count(), Is.EqualTo(1));
            Assert.That(Directory.Exists(machine.Inside("/var/lib/chatflow/.backup.cut")), Is.False);
            Assert.That(machine.Read("/var/lib/prometheus/node-exporter/chatflow.prom"), Does.Match(@"(?m)^chatflow_backup_completed_seconds \d{10}$"));
        });
    }

    /// <summary>A full disk would stop the database: a backup that has no room is not begun.</summary>
    public static void CheckRoom(Machine machine)
    {
        machine.Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", Backups);
        var (exitCode, output) = machine.Try("/opt/chatflow/current/deploy/backup");
        var left = machine.Run("ls", "-A", Backups).Trim();
        machine.Run("umount", Backups);
        Assert.That((exitCode, left), Is.EqualTo((1, "")), output);
        Assert.That(output, Does.Contain("there is not enough room in /var/backups/chatflow"));
    }

    private static string[] Files(Machine machine) => machine.Run("ls", "-A", Backups).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
