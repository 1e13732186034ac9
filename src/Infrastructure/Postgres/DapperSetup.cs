using System.Data;
using Dapper;

namespace ChatFlow.Infrastructure.Postgres;

/// <summary>Dapper's global settings: snake_case columns, and times as DateTimeOffset in UTC.</summary>
internal static class DapperSetup
{
    public static void Apply()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new UtcTime());
    }

    private sealed class UtcTime : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => new((DateTime)value);

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value;
    }
}
