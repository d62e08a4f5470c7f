import { fileURLToPath } from 'node:url';
import { vitePlugin as remix } from '@remix-run/dev';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import remixConfig from './remix.config.js';
import { monacoSlim, monacoSlimForEsbuild } from './scripts/monaco-slim.ts';
import { monacoWorkers } from './scripts/monaco-workers.ts';

export default defineConfig({
  plugins: [tailwindcss(), monacoSlim(), monacoWorkers(), remix(remixConfig)],
  resolve: {
    alias: [
      // y-monaco and monaco-vim import the paths that monaco-editor had before 0.56.
      { find: /^monaco-editor\/esm\/vs\/(.*?)(?:\.js)?$/, replacement: 'monaco-editor/$1' },
      // Its "browser" file is a bundle with a second Monaco in it.
      {
        find: 'monaco-vim',
        replacement: fileURLToPath(new URL('node_modules/monaco-vim/dist/index.mjs', import.meta.url)),
      },
    ],
    dedupe: ['yjs', 'react', 'react-dom', 'monaco-editor'],
  },
  worker: { format: 'es' },
  optimizeDeps: {
    entries: ['./app/**/*.{ts,tsx}', '!./app/**/*.test.*', '!./app/**/*.server.*', '!./app/server/**'],
    esbuildOptions: { plugins: [monacoSlimForEsbuild] },
  },
  build: { target: 'es2022', reportCompressedSize: false, chunkSizeWarningLimit: 4200 },
});
