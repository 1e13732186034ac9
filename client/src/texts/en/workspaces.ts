export const workspaces = {
  menu: 'Workspaces',
  switchTo: (name: string) => `Open workspace ${name}`,
  emptyTitle: 'Welcome to ChatFlow',
  emptyText: 'You are not in a workspace yet. Create one for your team, or ask a colleague to invite you to theirs.',
  create: 'Create a workspace',
  name: 'Workspace name',
  namePlaceholder: 'For example: Acme',
  inviteTitle: 'You are invited',
  inviteText: 'A colleague has invited you to their workspace.',
  join: 'Join the workspace',
  inviteGoneTitle: 'This invitation does not work',
  inviteGone: 'It may have expired, been used already, or be for another address than yours. Ask for a new one.',
};
