namespace ChatFlow.Build;

/// <summary>A step cannot go on. The message is for the person at the console: what failed and what to do about it.</summary>
internal sealed class Refusal(string message) : Exception(message);
