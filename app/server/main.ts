import fs from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createRequestHandler } from '@remix-run/express';
import type { ServerBuild } from '@remix-run/node';
import express from 'express';
import ws from 'ws';
import { getEnv } from './env.server.ts';
import { proxyRoomSocket, ROOM_PATH } from './room-proxy.ts';
import { refuseCrossSite, securityHeaders } from './security.ts';
import { staticFiles } from './static-files.ts';

// supabase-js throws on Node 20 when there is no native WebSocket, even where it needs none.
globalThis.WebSocket ??= ws as unknown as typeof WebSocket;

const env = getEnv();
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const isDevelopment = env.NODE_ENV === 'development';

const app = express();
app.disable('x-powered-by');
app.set('trust proxy', env.TRUSTED_PROXIES);
app.use(securityHeaders({ appUrl: env.APP_URL, roomPublicUrl: env.ROOM_PUBLIC_URL, isDevelopment }));
app.use(refuseCrossSite(env.APP_URL));

const server = createServer(app);
let loadBuild: () => Promise<ServerBuild>;
if (isDevelopment) {
  const { createServer: createViteServer } = await import('vite');
  const vite = await createViteServer({
    root,
    server: { middlewareMode: true, hmr: { server, path: '/_hmr' } },
  });
  app.use(vite.middlewares);
  loadBuild = async () => (await vite.ssrLoadModule('virtual:remix/server-build')) as ServerBuild;
} else {
  const buildFile = path.join(root, 'build/app/server/index.js');
  if (!fs.existsSync(buildFile))
    throw new Error('The app is not built yet. Run `npm start`, which builds it.');
  app.use(staticFiles(path.join(root, 'build/app/client')));
  const build = (await import(pathToFileURL(buildFile).href)) as ServerBuild;
  loadBuild = async () => build;
}

app.all(
  '*',
  createRequestHandler({
    build: loadBuild,
    mode: env.NODE_ENV,
    getLoadContext: (request, response) => ({
      cspNonce: response.locals.cspNonce,
      clientAddress: request.ip ?? 'unknown',
    }),
  }),
);

const proxy = proxyRoomSocket(env.ROOM_URL);
server.on('upgrade', (request, socket, head) => {
  if (request.url?.startsWith(ROOM_PATH)) proxy(request, socket, head);
  else if (!isDevelopment) socket.destroy();
});

server.listen(env.PORT, env.HOST, () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : env.PORT;
  console.log(`ready http://${env.HOST}:${port}`);
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
    setTimeout(() => process.exit(0), 1000).unref();
  });
}
