namespace ChatFlow.Domain.Typing;

/// <summary>Somebody writes, and others are to know.</summary>
public sealed record TypingStarted(Guid ChannelId, Guid UserId, string DisplayName) : IDomainEvent;

/// <summary>Somebody writes no more: sent, gave up, went, or was silent for too long.</summary>
public sealed record TypingStopped(Guid ChannelId, Guid UserId, string DisplayName) : IDomainEvent;
