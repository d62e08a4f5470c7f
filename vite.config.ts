import { vitePlugin as remix } from '@remix-run/dev';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import remixConfig from './remix.config.js';

export default defineConfig({
  plugins: [tailwindcss(), remix(remixConfig)],
  resolve: {
    // y-monaco 0.1.6 imports the path that monaco-editor had before 0.56.
    alias: [
      {
        find: 'monaco-editor/esm/vs/editor/editor.api.js',
        replacement: 'monaco-editor/editor/editor.api.js',
      },
    ],
    dedupe: ['yjs', 'react', 'react-dom', 'monaco-editor'],
  },
  worker: { format: 'es' },
  optimizeDeps: {
    entries: ['./app/**/*.{ts,tsx}', '!./app/**/*.test.*', '!./app/**/*.server.*', '!./app/server/**'],
  },
  build: { target: 'es2022', reportCompressedSize: false, chunkSizeWarningLimit: 4200 },
});
