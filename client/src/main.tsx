import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { goLive } from '@/app/live';
import { router } from '@/app/routes';
import { registerWorker } from '@/app/worker';
import { restoreSession } from '@/features/session/sessionStore';
import { followOtherTabs } from '@/ui/preferences';
import { applyTheme } from '@/ui/theme';
import '@/ui/styles.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

applyTheme();
followOtherTabs();
goLive();
void restoreSession();
createRoot(root).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
);
registerWorker();
