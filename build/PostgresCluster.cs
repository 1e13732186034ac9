namespace ChatFlow.Build;

/// <summary>The folder with PostgreSQL's files. Made beside and renamed when complete, so a cluster that exists is a whole one.</summary>
internal sealed class PostgresCluster(DataFolder folder, PostgresBinaries binaries, string password, Session session)
{
    /// <summary>The major version of the binaries in build/package.json.</summary>
    public const string Major = "18";

    public const string Superuser = "chatflow";
    private string Unfinished => folder.Postgres + ".new";
    private string PasswordFile => folder.Postgres + ".password";

    public async Task<PostgresAccount> EnsureAsync(CancellationToken stop)
    {
        File.Delete(PasswordFile);
        if (Directory.Exists(Unfinished))
        {
            session.Screen.Step("The database's first start was interrupted: beginning it again");
            Directory.Delete(Unfinished, recursive: true);
        }
        if (Directory.Exists(folder.Postgres))
        {
            RefuseOtherVersion();
            return await PrepareOwnerAsync(await PostgresAccount.ChooseAsync(binaries, folder.Postgres, stop), folder.Postgres, stop);
        }

        session.Screen.Step("Making the database cluster (initdb)");
        Directory.CreateDirectory(Unfinished);
        var account = await PostgresAccount.ChooseAsync(binaries, Unfinished, stop);
        await InitialiseAsync(account, stop);
        await PrepareOwnerAsync(account, Unfinished, stop);
        Directory.Move(Unfinished, folder.Postgres);
        return account;
    }

    private async Task InitialiseAsync(PostgresAccount account, CancellationToken stop)
    {
        try
        {
            await using (var file = new FileStream(PasswordFile, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
                await file.WriteAsync(System.Text.Encoding.ASCII.GetBytes(password), stop);
            if (account.InitdbUid is { } uid)
                await CommandLine.RunAsync(new Launch("chown", "chown", $"{uid}:{uid}", Unfinished, PasswordFile), stop);

            var command = account.Initdb(binaries.Initdb, "--pgdata", Unfinished, "--username", Superuser, "--pwfile", PasswordFile,
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions");
            await CommandLine.RunAsync(new Launch("initdb", command[0], command[1..]) { LogFile = folder.Log("postgres"), Folder = "/" }, stop, TimeSpan.FromMinutes(3));
        }
        finally
        {
            File.Delete(PasswordFile);
        }
    }

    private static async Task<PostgresAccount> PrepareOwnerAsync(PostgresAccount account, string cluster, CancellationToken stop)
    {
        // initdb and the server run under different uids (see PostgresAccount), and a kill between the two leaves a mixture.
        if (account.ServerUid is { } uid)
            await CommandLine.RunAsync(new Launch("chown", "chown", "--recursive", "--no-dereference", $"{uid}:{uid}", cluster), stop);
        return account;
    }

    private void RefuseOtherVersion()
    {
        var file = Path.Combine(folder.Postgres, "PG_VERSION");
        var version = File.Exists(file) ? File.ReadAllText(file).Trim() : null;
        if (version is null)
            throw new Refusal($"{folder.Postgres} is not a whole PostgreSQL cluster (it has no PG_VERSION). Delete it to begin with an empty database, or give another folder with --data");
        if (version != Major)
            throw new Refusal($"{folder.Postgres} was made by PostgreSQL {version}, this clone brings PostgreSQL {Major}. "
                + $"Dump it with PostgreSQL {version}'s pg_dump and restore it into a new folder, or give another folder with --data");
    }
}
