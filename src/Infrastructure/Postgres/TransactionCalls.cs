using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Postgres;

/// <summary>Statements of one transaction, without saying so at each.</summary>
internal static class TransactionCalls
{
    public static Task Execute(this NpgsqlTransaction transaction, string sql, object parameters, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));

    public static Task<T?> Find<T>(this NpgsqlTransaction transaction, string sql, object parameters, CancellationToken cancellationToken) =>
        transaction.Connection!.QuerySingleOrDefaultAsync<T>(
            new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));

    public static async Task<List<T>> List<T>(
        this NpgsqlTransaction transaction, string sql, object parameters, CancellationToken cancellationToken) =>
        (await transaction.Connection!.QueryAsync<T>(
            new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken))).AsList();
}
