import { fileURLToPath } from 'node:url';
import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const engine = process.env.NEXUS_URL ?? 'http://127.0.0.1:8080';

/** `vite` develops against a running engine (NEXUS_URL). */
export default defineConfig({
  plugins: [react(), tailwind()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: {
    port: Number(process.env.PORT ?? 5173),
    proxy: { '/api': engine },
  },
  preview: { port: Number(process.env.PORT ?? 4173) },
  build: {
    target: 'es2023',
    // The policy of the engine allows scripts of its own only: nothing may be inlined.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/test-setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
});
