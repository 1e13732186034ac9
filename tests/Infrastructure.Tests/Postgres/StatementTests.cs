using System.Reflection;
using System.Text.RegularExpressions;
using ChatFlow.Infrastructure.Postgres;
using ChatFlow.Tests.Postgres;
using Npgsql;

namespace ChatFlow.Infrastructure.Tests.Postgres;

/// <summary>Every SQL statement of the server is prepared against the real schema: a wrong column or type fails here.</summary>
public partial class StatementTests
{
    private static readonly (string Name, string Sql)[] Statements = typeof(DependencyInjection).Assembly.GetTypes()
        .Where(type => type.GetCustomAttribute<StatementsAttribute>() is not null)
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => ($"{type.Name}.{field.Name}", (string)field.GetRawConstantValue()!)))
        .ToArray();

    private static TestDatabase database = null!;

    [OneTimeSetUp]
    public static async Task CreateDatabase() => database = await TestDatabase.Create();

    [OneTimeTearDown]
    public static async Task DropDatabase() => await database.DisposeAsync();

    [Test]
    public void Statements_AreFound() => Assert.That(Statements, Has.Length.GreaterThan(15));

    [TestCaseSource(nameof(Names))]
    public void Statement_FitsTheSchema(string name) => Assert.That(
        () => Prepare(Statements.Single(s => s.Name == name).Sql), Throws.Nothing);

    [Test]
    public void Statement_WithAWrongColumn_WouldBeFound() =>
        Assert.That(() => Prepare("SELECT nonsense FROM messages WHERE id = @id"), Throws.TypeOf<PostgresException>());

    private static IEnumerable<string> Names() => Statements.Select(s => s.Name);

    private static async Task Prepare(string sql)
    {
        // Types of the parameters are left to PostgreSQL to find, so each is a number of its own.
        var names = NamedParameter().Matches(sql).Select(m => m.Value).Distinct().ToList();
        var numbered = NamedParameter().Replace(sql, match => $"${names.IndexOf(match.Value) + 1}");
        await using var command = database.DataSource.CreateCommand($"PREPARE checked{TypesFor(sql)} AS {numbered}; DEALLOCATE checked");
        await command.ExecuteNonQueryAsync();
    }

    // unnest is overloaded: its arrays' types cannot be found from the call.
    private static string TypesFor(string sql) =>
        sql.Contains("unnest($1") ? "(uuid[], uuid[], uuid[], text[], uuid[], uuid[], timestamptz[])" : "";

    [GeneratedRegex(@"(?<![\w:])@[A-Za-z]\w*")]
    private static partial Regex NamedParameter();
}
