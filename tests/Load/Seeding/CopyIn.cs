using Npgsql;
using NpgsqlTypes;

namespace ChatFlow.Load.Seeding;

/// <summary>Puts it all into the server's own tables, in one transaction.</summary>
internal sealed class CopyIn(NpgsqlDataSource postgres, Scale scale, Population population, string passwordHash)
{
    /// <param name="progress">Told how many messages are in, now and then.</param>
    public async Task Run(Vocabulary vocabulary, Action<int> progress, CancellationToken stop)
    {
        await using var connection = await postgres.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await Users(connection, stop);
        await Workspaces(connection, stop);
        await Messages(connection, vocabulary, progress, stop);
        await Channels(connection, stop);
        await transaction.CommitAsync(stop);
    }

    private async Task Users(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var rows = await connection.BeginBinaryImportAsync(
            "COPY users (id, email, username, display_name, password_hash, email_verified, created_at) FROM STDIN (FORMAT binary)", stop);
        for (var n = 0; n < population.Users.Length; n++)
            await rows.WriteRowAsync(stop, population.Users[n], Scale.Email(scale.Number, n + 1), $"load{scale.Number}-{n + 1}", $"Load {n + 1}", passwordHash, true, Population.Beginning);
        await rows.CompleteAsync(stop);
    }

    private async Task Workspaces(NpgsqlConnection connection, CancellationToken stop)
    {
        await using (var rows = await connection.BeginBinaryImportAsync(
            "COPY workspaces (id, name, slug, owner_id, member_limit, member_count, created_at) FROM STDIN (FORMAT binary)", stop))
        {
            for (var n = 0; n < population.Workspaces.Length; n++)
            {
                var members = population.MembersOf[n].Length;
                await rows.WriteRowAsync(stop, population.Workspaces[n], $"Load {n + 1}", Scale.Slug(scale.Number, n + 1), population.Users[0], Math.Max(members, 30), members, Population.Beginning);
            }
            await rows.CompleteAsync(stop);
        }
        await using var memberships = await connection.BeginBinaryImportAsync(
            "COPY workspace_members (workspace_id, user_id, role, status, joined_at) FROM STDIN (FORMAT binary)", stop);
        for (var n = 0; n < population.Workspaces.Length; n++)
        {
            foreach (var user in population.MembersOf[n])
                await memberships.WriteRowAsync(stop, population.Workspaces[n], population.Users[user], user == 0 ? "owner" : "member", "active", Population.Beginning);
        }
        await memberships.CompleteAsync(stop);
    }

    private async Task Messages(NpgsqlConnection connection, Vocabulary vocabulary, Action<int> progress, CancellationToken stop)
    {
        await using var rows = await connection.BeginBinaryImportAsync(
            "COPY messages (id, channel_id, seq, user_id, content, created_at) FROM STDIN (FORMAT binary)", stop);
        var count = 0;
        foreach (var said in Conversation.Of(population, scale, vocabulary))
        {
            await rows.StartRowAsync(stop);
            await rows.WriteAsync(said.Id, NpgsqlDbType.Uuid, stop);
            await rows.WriteAsync(said.Channel.Id, NpgsqlDbType.Uuid, stop);
            await rows.WriteAsync(said.Seq, NpgsqlDbType.Bigint, stop);
            await rows.WriteAsync(said.UserId, NpgsqlDbType.Uuid, stop);
            await rows.WriteAsync(said.Content, NpgsqlDbType.Text, stop);
            await rows.WriteAsync(said.At, NpgsqlDbType.TimestampTz, stop);
            if (++count % 50_000 == 0)
                progress(count);
        }
        await rows.CompleteAsync(stop);
    }

    /// <summary>After the messages, when it is known how many each has.</summary>
    private async Task Channels(NpgsqlConnection connection, CancellationToken stop)
    {
        await using (var rows = await connection.BeginBinaryImportAsync(
            "COPY channels (id, workspace_id, name, slug, type, created_by, created_at, last_seq, member_count, message_count, root_count, last_message_at) FROM STDIN (FORMAT binary)", stop))
        {
            foreach (var (n, channel) in population.Channels.Index())
            {
                await rows.StartRowAsync(stop);
                await rows.WriteAsync(channel.Id, stop);
                await rows.WriteAsync(population.Workspaces[channel.Workspace], stop);
                await rows.WriteAsync($"load {n + 1}", stop);
                await rows.WriteAsync($"load-{n + 1}", stop);
                await rows.WriteAsync(channel.IsPrivate ? "private" : "public", stop);
                await rows.WriteAsync(population.Users[channel.Members[0]], stop);
                await rows.WriteAsync(Population.Beginning, NpgsqlDbType.TimestampTz, stop);
                await rows.WriteAsync(channel.LastSeq, stop);
                await rows.WriteAsync(channel.Members.Length, stop);
                await rows.WriteAsync(channel.LastSeq, stop);
                await rows.WriteAsync(channel.LastSeq, stop);
                await rows.WriteAsync(channel.LastMessageAt, NpgsqlDbType.TimestampTz, stop);
            }
            await rows.CompleteAsync(stop);
        }
        await using var memberships = await connection.BeginBinaryImportAsync(
            "COPY channel_members (channel_id, user_id, role, last_read_seq, joined_at) FROM STDIN (FORMAT binary)", stop);
        foreach (var channel in population.Channels)
        {
            foreach (var (n, user) in channel.Members.Index())
                await memberships.WriteRowAsync(stop, channel.Id, population.Users[user], n == 0 ? "moderator" : "member", channel.LastSeq, Population.Beginning);
        }
        await memberships.CompleteAsync(stop);
    }
}
