using ChatFlow.Domain;
using MediatR;

namespace ChatFlow.Application.Pipeline;

/// <summary>Carries a domain event through MediatR, so that the Domain need not know MediatR.</summary>
public sealed record DomainEventNotification<TEvent>(TEvent Event) : INotification
    where TEvent : IDomainEvent;

/// <summary>Where whoever commits a change hands over what happened.</summary>
public interface IEventPublisher
{
    /// <summary>
    /// To be called after the commit, never before: nothing leaves the process that may still be rolled back.
    /// Returns at once; events reach their handlers in the order of the calls. They are hints and may be dropped under
    /// overload: the channel log in PostgreSQL is what clients catch up from.
    /// </summary>
    void Publish(IReadOnlyList<IDomainEvent> events);
}
