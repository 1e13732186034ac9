using System.Net;
using ChatFlow.Tests.Postgres;
using StackExchange.Redis;

namespace ChatFlow.Tests.Wire;

/// <summary>The Redis of the tests, over a wire that can be cut.</summary>
internal sealed class RedisWire : IDisposable
{
    private RedisWire(Cuttable wire, string connectionString) => (Wire, ConnectionString) = (wire, connectionString);

    public Cuttable Wire { get; }
    public string ConnectionString { get; }

    public static RedisWire Make()
    {
        var options = ConfigurationOptions.Parse(TestDatabase.Redis);
        var wire = options.EndPoints[0] switch
        {
            DnsEndPoint name => new Cuttable(name.Port, name.Host),
            IPEndPoint ip => new Cuttable(ip.Port, ip.Address.ToString()),
            var other => throw new NotSupportedException($"{other} is no address of a Redis"),
        };
        options.EndPoints.Clear();
        options.EndPoints.Add(IPAddress.Loopback, wire.Port);
        return new RedisWire(wire, options.ToString(includePassword: true));
    }

    public void Dispose() => Wire.Dispose();
}
