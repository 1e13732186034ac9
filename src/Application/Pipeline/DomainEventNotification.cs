using System.Diagnostics;
using ChatFlow.Domain;
using MediatR;

namespace ChatFlow.Application.Pipeline;

/// <summary>Carries a domain event through MediatR, so that the Domain need not know MediatR.</summary>
public sealed record DomainEventNotification<TEvent>(TEvent Event, Cause Cause = default) : INotification
    where TEvent : IDomainEvent;

/// <summary>The call that an event goes back to, for those who measure.</summary>
/// <param name="Trace">Where in its trace; none when it is not traced.</param>
/// <param name="CalledAt">As <see cref="ICaller.CalledAt"/>; 0 when it is not known.</param>
public readonly record struct Cause(ActivityContext Trace, long CalledAt);

/// <summary>Where whoever commits a change hands over what happened.</summary>
public interface IEventPublisher
{
    /// <summary>
    /// To be called after the commit, never before: nothing leaves the process that may still be rolled back.
    /// Returns at once; events reach their handlers in the order of the calls. They are hints and may be dropped under
    /// overload: the channel log in PostgreSQL is what clients catch up from.
    /// </summary>
    /// <param name="cause">Left out, it is whatever is being traced here and now.</param>
    void Publish(IReadOnlyList<IDomainEvent> events, Cause? cause = null);
}
