import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { firstLoadBudget } from './budget.ts';

const server = 'http://localhost:8282';

export default defineConfig({
  plugins: [react(), tailwindcss(), firstLoadBudget()],
  resolve: { tsconfigPaths: true },
  build: {
    // Data URLs would need an exception in the content security policy.
    assetsInlineLimit: 0,
    // What the service worker keeps for an offline start; beside the page, as servers hand out no files that begin with a dot.
    manifest: 'build.json',
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What nearly every screen uses, in one file: else each shared module would be a request of its own.
          groups: [{ name: 'base', test: /node_modules\/(react|react-dom|react-router|scheduler|zustand)\/|\/src\/(api|ui(?!\/OpenMenu))\// }],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': server,
      '/hub': { target: server, ws: true },
    },
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
    mockReset: true,
  },
});
