import type { Page, WebSocketRoute } from '@playwright/test';

/** The page's way to the hub, which can be cut while HTTP works. Before the page is opened. */
export async function holdSockets(page: Page): Promise<{ cut: () => Promise<void>; mend: () => void }> {
  const open = new Set<WebSocketRoute>();
  let isCut = false;
  await page.routeWebSocket(/\/hub/, async (socket) => {
    if (isCut) {
      await socket.close();
      return;
    }
    socket.connectToServer();
    open.add(socket);
  });
  return {
    cut: async () => {
      isCut = true;
      for (const socket of open) await socket.close();
      open.clear();
    },
    mend: () => void (isCut = false),
  };
}
