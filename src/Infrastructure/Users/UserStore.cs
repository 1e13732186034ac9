using ChatFlow.Application.Audit;
using ChatFlow.Application.Users;
using ChatFlow.Domain;
using ChatFlow.Domain.Users;
using ChatFlow.Infrastructure.Audit;
using ChatFlow.Infrastructure.Caching;
using ChatFlow.Infrastructure.Files;
using ChatFlow.Infrastructure.Mail;
using ChatFlow.Infrastructure.Postgres;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Users;

internal sealed class UserStore(NpgsqlDataSource postgres, Caches caches, MailQueue mails, MailSignal signal, TimeProvider clock) : IUserStore
{
    public async Task Add(User user, VerificationToken token, Application.Mail.Mail? mail, Origin from, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await transaction.Execute(UserSql.Add, user, cancellationToken);
            await transaction.Execute(UserSql.PutVerification, token, cancellationToken);
            if (mail is not null)
                await transaction.Execute(MailSql.Add, mail, cancellationToken);
            await transaction.Log(new AccountEntry(user.Id, AuditAction.UserRegistered, from), clock, cancellationToken);
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

    public async Task<Guid?> VerifyEmail(byte[] secretHash, DateTimeOffset now, Origin from, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await transaction.Execute(UserSql.LockByVerification, new { secretHash }, cancellationToken);
        if (await transaction.Find<Guid?>(UserSql.VerifyEmail, new { secretHash, now }, cancellationToken) is not { } userId)
            return null;
        await transaction.Log(new AccountEntry(userId, AuditAction.EmailVerified, from), clock, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await caches.Profiles.Forget(userId);
        return userId;
    }

    public async Task<UserDto> Get(Guid userId, CancellationToken cancellationToken) =>
        await caches.Profiles.Get(userId, Load, cancellationToken) ?? throw new NotFoundException("The user");

    private async Task<UserDto?> Load(Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<UserDto>(
            new CommandDefinition(UserSql.Get, new { userId }, cancellationToken: cancellationToken));
    }

    public async Task<UserDto> GetColleague(Guid userId, Guid viewerId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<UserDto>(
            new CommandDefinition(UserSql.GetColleague, new { userId, viewerId }, cancellationToken: cancellationToken))
            ?? throw new NotFoundException("The user");
    }

    public async Task UpdateProfile(Guid userId, Profile profile, Origin from, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var before = await transaction.Find<Profile>(UserSql.LockProfile, new { userId }, cancellationToken) ?? throw AuditWriting.Erased();
        try
        {
            if (profile.AvatarFileId is { } fileId && fileId != Guid.Empty
                && await transaction.Find<Guid?>(FileSql.Wear, new { fileId, userId, now = clock.Now() }, cancellationToken) is null)
                throw new UnprocessableException("The avatar has to be a picture that you uploaded and did not send.");
            var after = await transaction.Find<Profile>(
                UserSql.UpdateProfile,
                new { userId, profile.DisplayName, profile.Username, profile.Bio, profile.Timezone, profile.StatusMessage, profile.AvatarFileId },
                cancellationToken);
            if (before.AvatarFileId is { } worn && worn != after!.AvatarFileId)
                await transaction.Execute(FileSql.Expire, new { fileId = worn, now = clock.Now() }, cancellationToken);
            var changed = Changed(before, after!);
            if (changed.Count > 0)
            {
                var fields = new Dictionary<string, object?> { ["fields"] = changed };
                await transaction.Log(new AccountEntry(userId, AuditAction.ProfileUpdated, from, After: fields), clock, cancellationToken);
            }
            await transaction.CommitAsync(cancellationToken);
            await caches.Profiles.Forget(userId);
        }
        catch (PostgresException e) when (PostgresErrors.IsUniqueViolation(e, "users_username"))
        {
            throw new ConflictException("username", "This username is taken.");
        }
    }

    private static List<string> Changed(Profile before, Profile after) => new (string Field, object? Before, object? After)[]
    {
        ("display_name", before.DisplayName, after.DisplayName),
        ("username", before.Username, after.Username),
        ("bio", before.Bio, after.Bio),
        ("timezone", before.Timezone, after.Timezone),
        ("status_message", before.StatusMessage, after.StatusMessage),
        ("avatar_file_id", before.AvatarFileId, after.AvatarFileId),
    }.Where(field => !Equals(field.Before, field.After)).Select(field => field.Field).ToList();
}
