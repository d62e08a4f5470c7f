import fs from 'node:fs';
import type { Server } from 'node:http';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import type { RequestHandler } from 'express';
import { staticFiles } from './static-files.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

export interface LoadedApp {
  /** Serves the browser's files. */
  files: RequestHandler;
  loadBuild: () => Promise<ServerBuild>;
}

/** The app as it was built. Throws when it was not. */
export async function loadBuilt(): Promise<LoadedApp> {
  const file = path.join(root, 'build/app/server/index.js');
  if (!fs.existsSync(file)) throw new Error('The app is not built yet. Run `npm start`, which builds it.');
  const build = (await import(pathToFileURL(file).href)) as ServerBuild;
  return { files: staticFiles(path.join(root, 'build/app/client')), loadBuild: async () => build };
}

/** The app from its source by Vite: reloads with each change in development, and needs no build in tests. */
export async function loadSource(options: { server: Server; hasReload: boolean }): Promise<LoadedApp> {
  const { createServer } = await import('vite');
  const vite = await createServer({
    root,
    clearScreen: false,
    server: {
      middlewareMode: true,
      hmr: options.hasReload ? { server: options.server, path: '/_hmr' } : false,
      ...(options.hasReload ? {} : { watch: null }),
    },
  });
  return {
    files: vite.middlewares,
    loadBuild: async () => (await vite.ssrLoadModule('virtual:remix/server-build')) as ServerBuild,
  };
}
