import { createBrowserRouter } from 'react-router';
import { LoginPage } from '@/features/session/LoginPage';
import { Broken } from './Broken';
import { Loading } from './Loading';
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
    HydrateFallback: Loading,
    children: [
      { path: '/login', Component: LoginPage },
      { path: '/register', lazy: { Component: async () => (await import('@/features/session/RegisterPage')).RegisterPage } },
      { path: '/forgot-password', lazy: { Component: async () => (await import('@/features/session/ForgotPasswordPage')).ForgotPasswordPage } },
      { path: '/reset-password', lazy: { Component: async () => (await import('@/features/session/ResetPasswordPage')).ResetPasswordPage } },
      { path: '/verify-email', lazy: { Component: async () => (await import('@/features/session/VerifyEmailPage')).VerifyEmailPage } },
      {
        Component: RequireSession,
        children: [
          {
            Component: RequireWorkspaces,
            children: [
              { path: '/', Component: Home },
              { path: '/account/:section?', lazy: () => import('./AccountPage') },
              { path: '/create-workspace', Component: CreateWorkspacePage },
              { path: '/invite/:token', lazy: { Component: async () => (await import('@/features/workspaces/InvitePage')).InvitePage } },
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
                  { path: 'browse', lazy: () => import('./BrowsePage') },
                  { path: 'unread', lazy: () => import('./UnreadPage') },
                  { path: 'activity', lazy: () => import('./ActivityPage') },
                  { path: 'search', lazy: () => import('./SearchPage') },
                  { path: 'settings/:section?', lazy: () => import('./WorkspaceSettingsPage') },
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
