using ChatFlow.Domain;

namespace ChatFlow.Application.Files;

/// <summary>Where one is configured, nothing is stored that it has not seen.</summary>
public interface IVirusScanner
{
    /// <param name="content">Read from its present position to its end.</param>
    /// <exception cref="UnprocessableException">There is a virus in it.</exception>
    /// <exception cref="UnavailableException">The scanner does not answer, or refuses files of this size.</exception>
    Task DemandClean(Stream content, CancellationToken cancellationToken);
}
