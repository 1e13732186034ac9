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
