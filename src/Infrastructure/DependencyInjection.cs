using ChatFlow.Application.Audit;
using ChatFlow.Application.Channels;
using ChatFlow.Application.DirectMessages;
using ChatFlow.Application.Files;
using ChatFlow.Application.Invites;
using ChatFlow.Application.Mail;
using ChatFlow.Application.Messages;
using ChatFlow.Application.Notifications;
using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Presence;
using ChatFlow.Application.Search;
using ChatFlow.Application.Sessions;
using ChatFlow.Application.Statistics;
using ChatFlow.Application.Users;
using ChatFlow.Application.Workspaces;
using ChatFlow.Infrastructure.Audit;
using ChatFlow.Infrastructure.Caching;
using ChatFlow.Infrastructure.Channels;
using ChatFlow.Infrastructure.DirectMessages;
using ChatFlow.Infrastructure.Files;
using ChatFlow.Infrastructure.Invites;
using ChatFlow.Infrastructure.Mail;
using ChatFlow.Infrastructure.Messages;
using ChatFlow.Infrastructure.Notifications;
using ChatFlow.Infrastructure.Permissions;
using ChatFlow.Infrastructure.Pipeline;
using ChatFlow.Infrastructure.Postgres;
using ChatFlow.Infrastructure.Presence;
using ChatFlow.Infrastructure.Redis;
using ChatFlow.Infrastructure.Search;
using ChatFlow.Infrastructure.Sessions;
using ChatFlow.Infrastructure.Settings;
using ChatFlow.Infrastructure.Statistics;
using ChatFlow.Infrastructure.Users;
using ChatFlow.Infrastructure.Workspaces;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using StackExchange.Redis;

namespace ChatFlow.Infrastructure;

public static class DependencyInjection
{
    /// <summary>The ports of the Application, made real.</summary>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        var cluster = configuration.Settings<ClusterOptions>();
        services.AddPostgres();
        services.AddRedis();

        services.AddSettings<ClusterOptions>();
        services.AddSettings<JwtOptions>();
        services.AddSingleton<IValidateOptions<JwtOptions>, SigningKeyCheck>();
        services.AddSettings<PasswordOptions>();
        services.AddMail();
        services.AddFiles();

        services.AddSingleton(TimeProvider.System);
        services.AddCaches(cluster);
        services.AddSingleton<IAccess, Access>();
        if (cluster.Enabled)
            services.AddSingleton<IWindowCounter, RedisWindowCounter>();
        else
            services.AddSingleton<IWindowCounter, LocalWindowCounter>();
        services.AddSingleton<IPasswords, Passwords>();
        services.AddSingleton<ISecrets, Secrets>();
        services.AddSingleton<IAccessTokens, AccessTokens>();

        services.AddSingleton<IUserStore, UserStore>();
        services.AddSingleton<IPasswordStore, PasswordStore>();
        services.AddSingleton<LiveSessions>();
        services.AddSingleton<IErasure, Erasure>();
        services.AddSingleton<IPersonalRecords, PersonalRecords>();
        services.AddSingleton<ISessionStore, SessionStore>();
        services.AddSingleton<ILoginAttempts, LoginAttempts>();
        services.AddSingleton<SessionEndings>();
        services.AddSingleton<ISessionEndings>(provider => provider.GetRequiredService<SessionEndings>());
        services.AddHostedService(provider => provider.GetRequiredService<SessionEndings>());
        services.AddSingleton<IWorkspaceStore, WorkspaceStore>();
        services.AddSingleton<IMemberStore, MemberStore>();
        services.AddSingleton<IInviteStore, InviteStore>();
        services.AddSingleton<IAuditLog, AuditLog>();
        services.AddSingleton<IChannelStore, ChannelStore>();
        services.AddSingleton<IChannelMemberStore, ChannelMemberStore>();
        services.AddSingleton<IReadMarkers, ReadMarkers>();
        services.AddSingleton<IDmStore, DmStore>();
        services.AddSingleton<ISubscriptionStore, SubscriptionStore>();
        services.AddSingleton<IMessageRenderer, MessageRenderer>();
        services.AddSingleton<IMessageStore, MessageStore>();
        services.AddSingleton<IMessageChanges, MessageChanges>();
        services.AddSingleton<Retention>();
        services.AddHostedService(provider => provider.GetRequiredService<Retention>());
        services.AddSingleton<INotificationStore, NotificationStore>();
        services.AddSingleton<ISearch, MessageSearch>();
        services.AddSingleton<SearchSignal>();
        services.AddSingleton<SearchIndexer>();
        services.AddHostedService(provider => provider.GetRequiredService<SearchIndexer>());
        services.AddHandlers(typeof(DependencyInjection).Assembly);
        services.AddSingleton<IStatisticsStore, StatisticsStore>();
        services.AddSingleton<StatisticsRefresher>();
        services.AddHostedService(provider => provider.GetRequiredService<StatisticsRefresher>());
        services.AddSingleton<ChannelFeed>();
        services.AddPresence(cluster);

        // Stopped in reverse order: the log commits what it accepted while events can still be published.
        services.AddSingleton<EventPublisher>();
        services.AddSingleton<IEventPublisher>(provider => provider.GetRequiredService<EventPublisher>());
        services.AddHostedService(provider => provider.GetRequiredService<EventPublisher>());
        services.AddSingleton<ChannelLog>();
        services.AddSingleton<IChannelLog>(provider => provider.GetRequiredService<ChannelLog>());
        services.AddHostedService(provider => provider.GetRequiredService<ChannelLog>());
        return services;
    }

    private static void AddCaches(this IServiceCollection services, ClusterOptions cluster)
    {
        services.AddSingleton<Caches>();
        services.AddHostedService<CacheWarming>();
        if (!cluster.Enabled)
            return;
        services.AddSingleton<SharedEntries>();
        services.AddHostedService<CacheUpkeep>();
    }

    private static void AddPresence(this IServiceCollection services, ClusterOptions cluster)
    {
        if (cluster.Enabled)
            services.AddSingleton<ILeases, RedisLeases>();
        else
            services.AddSingleton<ILeases, LocalLeases>();
        services.AddSingleton<LivePresence>();
        services.AddSingleton<IPresence>(provider => provider.GetRequiredService<LivePresence>());
        services.AddHostedService(provider => provider.GetRequiredService<LivePresence>());
    }

    private static void AddMail(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidation>();
        services.AddSettings<MailOptions>();
        services.AddSettings<PublicUrlOptions>();
        services.AddSingleton<ILinks, Links>();
        services.AddSingleton<MailSignal>();
        services.AddSingleton<MailQueue>();
        services.AddSingleton<SmtpTransport>();
        services.AddSingleton<PickupTransport>();
        services.AddSingleton<IMailTransport>(provider => provider.GetRequiredService<IOptions<MailOptions>>().Value.HasSmtp
            ? provider.GetRequiredService<SmtpTransport>() : provider.GetRequiredService<PickupTransport>());
        services.AddSingleton<MailDelivery>();
        services.AddHostedService<MailSender>();
    }

    private static void AddFiles(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<FilesOptions>, FilesOptionsValidation>();
        services.AddSettings<FilesOptions>();
        services.AddSingleton<LocalContentStore>();
        services.AddSingleton<S3ContentStore>();
        services.AddSingleton<IContentStore>(provider => provider.GetRequiredService<IOptions<FilesOptions>>().Value.S3.IsUsed
            ? provider.GetRequiredService<S3ContentStore>() : provider.GetRequiredService<LocalContentStore>());
        services.AddSingleton<ClamdScanner>();
        services.AddSingleton<NoScanner>();
        services.AddSingleton<IVirusScanner>(provider => provider.GetRequiredService<IOptions<FilesOptions>>().Value.Clamd.IsUsed
            ? provider.GetRequiredService<ClamdScanner>() : provider.GetRequiredService<NoScanner>());
        services.AddSingleton<IFileInspector, FileInspector>();
        services.AddSingleton<IFileStore, FileStore>();
        services.AddSingleton<Thumbnails>();
        services.AddSingleton<IThumbnails>(provider => provider.GetRequiredService<Thumbnails>());
        services.AddHostedService(provider => provider.GetRequiredService<Thumbnails>());
        services.AddSingleton<FileSweeper>();
        services.AddHostedService(provider => provider.GetRequiredService<FileSweeper>());
    }

    private static void AddPostgres(this IServiceCollection services)
    {
        DapperSetup.Apply();
        services.AddSettings<ConnectionStrings>();
        services.AddSingleton(provider =>
        {
            var settings = new NpgsqlConnectionStringBuilder(provider.GetRequiredService<IOptions<ConnectionStrings>>().Value.Postgres)
            {
                ApplicationName = "chatflow",
                MinPoolSize = 5,
                MaxPoolSize = 20,
                // All statements are constants: after the second use each is parsed and planned no more.
                MaxAutoPrepare = 100,
                AutoPrepareMinUsages = 2,
            };
            // Who waits so long for a connection is told to come again: more who wait would make it no better.
            if (!settings.ShouldSerialize("Timeout"))
                settings.Timeout = 5;
            var postgres = new NpgsqlDataSourceBuilder(settings.ToString())
            {
                // What metrics call the pool; by default it would be the connection string.
                Name = "chatflow",
            };
            return postgres.ConfigureTracing(StatementTimes.Configure).Build();
        });
        services.AddSingleton<Migrations>();
    }

    private static void AddRedis(this IServiceCollection services)
    {
        services.AddSingleton<RedisQuestions>();
        services.AddSingleton<IConnectionMultiplexer>(provider =>
        {
            var options = ConfigurationOptions.Parse(provider.GetRequiredService<IOptions<ConnectionStrings>>().Value.Redis);
            // Redis holds only what may be lost: the server starts, and chats, without it.
            options.AbortOnConnectFail = false;
            return ConnectionMultiplexer.Connect(options);
        });
    }
}
