namespace ChatFlow.Chaos.Tests;

/// <summary>Somebody with a session.</summary>
/// <param name="Token">An access token.</param>
/// <param name="Channels">Those that the person is a member of.</param>
internal sealed record Member(Guid Id, string Token, IReadOnlyList<Guid> Channels);
