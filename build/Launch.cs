namespace ChatFlow.Build;

/// <summary>A program to start. <paramref name="Name"/> is what people know it by.</summary>
internal sealed record Launch(string Name, string File, params string[] Arguments)
{
    public string? Folder { get; init; }
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Output is appended here; without it only the last lines are kept, in memory.</summary>
    public string? LogFile { get; init; }

    /// <summary>Called for each line of output, for what people should see while it happens.</summary>
    public Action<string>? OnLine { get; init; }
}
