using ChatFlow.Application.Users;
using ChatFlow.Domain;
using ChatFlow.Domain.Users;
using ChatFlow.Infrastructure.Mail;
using ChatFlow.Infrastructure.Postgres;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Users;

internal sealed class UserStore(NpgsqlDataSource postgres, MailQueue mails, MailSignal signal) : IUserStore
{
    public async Task Add(User user, VerificationToken token, Application.Mail.Mail? mail, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(UserSql.Add, user, transaction, cancellationToken: cancellationToken));
            await connection.ExecuteAsync(new CommandDefinition(UserSql.PutVerification, token, transaction, cancellationToken: cancellationToken));
            if (mail is not null)
                await connection.ExecuteAsync(new CommandDefinition(MailSql.Add, mail, transaction, cancellationToken: cancellationToken));
            await transaction.CommitAsync(cancellationToken);
            signal.Ring();
        }
        catch (PostgresException e) when (PostgresErrors.IsUniqueViolation(e, "users_email"))
        {
            throw new ConflictException("email", "There is an account with this email already.");
        }
        catch (PostgresException e) when (PostgresErrors.IsUniqueViolation(e, "users_username"))
        {
            throw new ConflictException("username", "This username is taken.");
        }
    }

    public async Task<string> FreeUsername(string username, CancellationToken cancellationToken)
    {
        // The number may shorten the name, so names that only begin alike count as well; a few too many do no harm.
        var stem = username[..Math.Min(username.Length, Username.MaxLength - 6)];
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var taken = (await connection.QueryAsync<string>(new CommandDefinition(
            UserSql.UsernamesFrom, new { from = stem, to = stem + '\x7f' }, cancellationToken: cancellationToken))).ToHashSet();
        var free = username;
        for (var number = 2; taken.Contains(free); number++)
            free = Username.WithNumber(username, number);
        return free;
    }

    public async Task<Credentials?> FindCredentials(string email, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Credentials>(
            new CommandDefinition(UserSql.FindCredentials, new { email }, cancellationToken: cancellationToken));
    }

    public async Task<Recipient?> FindRecipient(string email, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Recipient>(
            new CommandDefinition(UserSql.FindRecipient, new { email }, cancellationToken: cancellationToken));
    }

    public Task RenewVerification(VerificationToken? token, Application.Mail.Mail mail, CancellationToken cancellationToken) =>
        mails.Add(UserSql.PutVerification, token, mail, cancellationToken);

    public async Task<Guid?> VerifyEmail(byte[] secretHash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Guid?>(
            new CommandDefinition(UserSql.VerifyEmail, new { secretHash, now }, cancellationToken: cancellationToken));
    }

    public async Task<UserDto> Get(Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<UserDto>(
            new CommandDefinition(UserSql.Get, new { userId }, cancellationToken: cancellationToken))
            ?? throw new NotFoundException("The user");
    }

    public async Task<UserDto> GetColleague(Guid userId, Guid viewerId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<UserDto>(
            new CommandDefinition(UserSql.GetColleague, new { userId, viewerId }, cancellationToken: cancellationToken))
            ?? throw new NotFoundException("The user");
    }

    public async Task UpdateProfile(Guid userId, Profile profile, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(
                UserSql.UpdateProfile,
                new { userId, profile.DisplayName, profile.Username, profile.Bio, profile.Timezone, profile.StatusMessage },
                cancellationToken: cancellationToken));
        }
        catch (PostgresException e) when (PostgresErrors.IsUniqueViolation(e, "users_username"))
        {
            throw new ConflictException("username", "This username is taken.");
        }
    }

    public async Task<string> GetPasswordHash(Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<string>(
            new CommandDefinition(UserSql.GetPasswordHash, new { userId }, cancellationToken: cancellationToken));
    }

    public async Task SetPasswordHash(Guid userId, string passwordHash, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition(UserSql.SetPasswordHash, new { userId, passwordHash }, cancellationToken: cancellationToken));
    }
}
