import { createBrowserRouter } from 'react-router';
import { ForgotPasswordPage } from '@/features/session/ForgotPasswordPage';
import { LoginPage } from '@/features/session/LoginPage';
import { RegisterPage } from '@/features/session/RegisterPage';
import { ResetPasswordPage } from '@/features/session/ResetPasswordPage';
import { VerifyEmailPage } from '@/features/session/VerifyEmailPage';
import { InvitePage } from '@/features/workspaces/InvitePage';
import { Broken } from './Broken';
import { ChannelPage } from './ChannelPage';
import { CreateWorkspacePage, Home, RequireWorkspaces } from './Home';
import { NotFoundPage } from './NotFound';
import { RequireSession } from './RequireSession';
import { WorkspaceHome } from './WorkspaceHome';
import { WorkspaceShell } from './WorkspaceShell';

/** Addresses are made of ids, which survive a renaming; names in them would not. */
export const router = createBrowserRouter([
  {
    ErrorBoundary: Broken,
    children: [
      { path: '/login', Component: LoginPage },
      { path: '/register', Component: RegisterPage },
      { path: '/forgot-password', Component: ForgotPasswordPage },
      { path: '/reset-password', Component: ResetPasswordPage },
      { path: '/verify-email', Component: VerifyEmailPage },
      {
        Component: RequireSession,
        children: [
          {
            Component: RequireWorkspaces,
            children: [
              { path: '/', Component: Home },
              { path: '/create-workspace', Component: CreateWorkspacePage },
              { path: '/invite/:token', Component: InvitePage },
              {
                path: '/w/:workspaceId',
                Component: WorkspaceShell,
                children: [
                  { index: true, Component: WorkspaceHome },
                  {
                    path: 'c/:channelId',
                    Component: ChannelPage,
                    children: [
                      { path: 'm/:messageId', element: null },
                      { path: 't/:threadId', lazy: { Component: async () => (await import('./ChannelPanels')).ThreadRoute } },
                      { path: 'pins', lazy: { Component: async () => (await import('./ChannelPanels')).PinsRoute } },
                    ],
                  },
                ],
              },
            ],
          },
        ],
      },
      { path: '*', Component: NotFoundPage },
    ],
  },
]);
