using ChatFlow.Domain;
using ChatFlow.WebApi.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatFlow.WebApi.Tests.Hosting;

/// <summary>Who closes the connection before the answer is there has not made the server fail.</summary>
public class GoneCallerTests
{
    [Test]
    public async Task Refusal_OfACallerWhoIsGone_IsNoFailure()
    {
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).BuildServiceProvider();
        var http = new DefaultHttpContext { RequestServices = services, RequestAborted = new CancellationToken(canceled: true) };
        await new ErrorMiddleware(_ => throw new NotFoundException("The page"), NullLogger<ErrorMiddleware>.Instance).InvokeAsync(http);
        Assert.That(http.Response.StatusCode, Is.EqualTo(StatusCodes.Status499ClientClosedRequest));
    }
}
