using System.Text.Json.Serialization;
using ChatFlow.Application.Audit;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Files;
using ChatFlow.Application.Invites;
using ChatFlow.Application.Messages;
using ChatFlow.Application.Notifications;
using ChatFlow.Application.Presence;
using ChatFlow.Application.Search;
using ChatFlow.Application.Sessions;
using ChatFlow.Application.Statistics;
using ChatFlow.Application.Users;
using ChatFlow.Application.Workspaces;
using ChatFlow.WebApi.Channels;
using ChatFlow.WebApi.DirectMessages;
using ChatFlow.WebApi.Invites;
using ChatFlow.WebApi.Messages;
using ChatFlow.WebApi.Notifications;
using ChatFlow.WebApi.Realtime;
using ChatFlow.WebApi.Sessions;
using ChatFlow.WebApi.Users;
using ChatFlow.WebApi.Workspaces;

namespace ChatFlow.WebApi.Wire;

/// <summary>The wire's types, so that their serialisation is written at compile time.</summary>
[JsonSerializable(typeof(Envelope<UserDto>))]
[JsonSerializable(typeof(PersonalExport))]
[JsonSerializable(typeof(Envelope<LoggedIn>))]
[JsonSerializable(typeof(Envelope<Nothing>))]
[JsonSerializable(typeof(Envelope<IReadOnlyList<SessionDto>>))]
[JsonSerializable(typeof(Envelope<WorkspaceDto>))]
[JsonSerializable(typeof(Envelope<IReadOnlyList<WorkspaceDto>>))]
[JsonSerializable(typeof(Envelope<MemberDto>))]
[JsonSerializable(typeof(Envelope<IReadOnlyList<MemberDto>>))]
[JsonSerializable(typeof(Envelope<StatisticsDto>))]
[JsonSerializable(typeof(Envelope<InviteDto>))]
[JsonSerializable(typeof(Envelope<IReadOnlyList<AuditEntryDto>>))]
[JsonSerializable(typeof(Envelope<ChannelDto>))]
[JsonSerializable(typeof(Envelope<IReadOnlyList<ChannelDto>>))]
[JsonSerializable(typeof(Envelope<ChannelMemberDto>))]
[JsonSerializable(typeof(Envelope<IReadOnlyList<ListedChannelMemberDto>>))]
[JsonSerializable(typeof(Envelope<ChannelEventsDto>))]
[JsonSerializable(typeof(Envelope<MessageDto>))]
[JsonSerializable(typeof(Envelope<IReadOnlyList<MessageDto>>))]
[JsonSerializable(typeof(Envelope<DeletedMessage>))]
[JsonSerializable(typeof(Envelope<FileDto>))]
[JsonSerializable(typeof(Envelope<IReadOnlyList<EarlierContent>>))]
[JsonSerializable(typeof(Envelope<IReadOnlyList<ReactionDto>>))]
[JsonSerializable(typeof(Envelope<IReadOnlyList<NotificationDto>>))]
[JsonSerializable(typeof(Envelope<IReadOnlyList<SearchHit>>))]
[JsonSerializable(typeof(ReadNotificationsBody))]
[JsonSerializable(typeof(NotificationDto))]
[JsonSerializable(typeof(OpenDmBody))]
[JsonSerializable(typeof(Envelope<ReadMarkerDto>))]
[JsonSerializable(typeof(MarkReadBody))]
[JsonSerializable(typeof(MarkReadCall))]
[JsonSerializable(typeof(SyncCall))]
[JsonSerializable(typeof(SyncDto))]
[JsonSerializable(typeof(NotifyBody))]
[JsonSerializable(typeof(PushedDeletion))]
[JsonSerializable(typeof(PushedReaction))]
[JsonSerializable(typeof(EditMessageBody))]
[JsonSerializable(typeof(ReactionBody))]
[JsonSerializable(typeof(MessageCall))]
[JsonSerializable(typeof(EditMessageCall))]
[JsonSerializable(typeof(ReactionCall))]
[JsonSerializable(typeof(ErrorEnvelope))]
[JsonSerializable(typeof(PushedMessage))]
[JsonSerializable(typeof(PushedChannel))]
[JsonSerializable(typeof(PushedMember))]
[JsonSerializable(typeof(ChannelHead))]
[JsonSerializable(typeof(RegisterBody))]
[JsonSerializable(typeof(VerifyEmailBody))]
[JsonSerializable(typeof(EmailBody))]
[JsonSerializable(typeof(ResetPasswordBody))]
[JsonSerializable(typeof(LoginBody))]
[JsonSerializable(typeof(RefreshBody))]
[JsonSerializable(typeof(ProfileBody))]
[JsonSerializable(typeof(PasswordBody))]
[JsonSerializable(typeof(RevokedSession))]
[JsonSerializable(typeof(CreateWorkspaceBody))]
[JsonSerializable(typeof(UpdateWorkspaceBody))]
[JsonSerializable(typeof(RoleBody))]
[JsonSerializable(typeof(InviteBody))]
[JsonSerializable(typeof(CreateChannelBody))]
[JsonSerializable(typeof(UpdateChannelBody))]
[JsonSerializable(typeof(AddMemberBody))]
[JsonSerializable(typeof(SendMessageBody))]
[JsonSerializable(typeof(SendMessageCall))]
[JsonSerializable(typeof(ChannelCall))]
[JsonSerializable(typeof(Envelope<IReadOnlyList<PresenceDto>>))]
[JsonSerializable(typeof(PresenceCall))]
[JsonSerializable(typeof(PushedPresence))]
[JsonSerializable(typeof(PushedTypist))]
internal sealed partial class WireJsonContext : JsonSerializerContext;
