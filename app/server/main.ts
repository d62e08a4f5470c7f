import { createServer } from 'node:http';
import { createRequestHandler } from '@remix-run/express';
import express from 'express';
import ws from 'ws';
import { startRoomWaker } from '#app/features/interviews/room-waker.server.ts';
import { makeRecordingKeeper } from '#app/features/recordings/recording-keeper.server.ts';
import { makeReportKeeper } from '#app/features/results/make-report.server.ts';
import { isCallSocket, passCalls, VALIDATION_PATH } from './call-proxy.ts';
import { getEnv } from './env.server.ts';
import { loadBuilt, loadSource } from './load-build.ts';
import { isOwnMediaServer } from './media-server.server.ts';
import { assumeOwnName, leadToOwnName } from './own-name.ts';
import { refuseCrossSite, securityHeaders } from './security.ts';
import { proxySockets, ROOM_PATH } from './socket-proxy.ts';

// supabase-js throws on Node 20 when there is no native WebSocket, even where it needs none.
globalThis.WebSocket ??= ws as unknown as typeof WebSocket;

const env = getEnv();
const isDevelopment = env.NODE_ENV === 'development';

const app = express();
app.disable('x-powered-by');
app.set('trust proxy', env.TRUSTED_PROXIES);
const ownMediaUrl = env.LIVEKIT_URL && isOwnMediaServer(env.LIVEKIT_URL) ? env.LIVEKIT_URL : undefined;
app.use(
  securityHeaders({
    appUrl: env.APP_URL,
    roomPublicUrl: env.ROOM_PUBLIC_URL,
    mediaPublicUrl: ownMediaUrl ? undefined : env.LIVEKIT_URL,
    isDevelopment,
  }),
);
app.use(leadToOwnName(env.APP_URL));
app.use(refuseCrossSite(env.APP_URL));
app.use(assumeOwnName(env.APP_URL));
// Browsers ask for it whatever the page says.
app.get('/favicon.ico', (_request, response) => response.redirect(301, '/favicon.svg'));

const calls = ownMediaUrl ? passCalls(ownMediaUrl) : null;
if (calls) app.get(VALIDATION_PATH, calls.validate);

const server = createServer(app);
const { files, loadBuild } =
  env.NODE_ENV === 'production' ? await loadBuilt() : await loadSource({ server, hasReload: isDevelopment });
app.use(files);

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

const rooms = proxySockets(env.ROOM_URL);
server.on('upgrade', (request, socket, head) => {
  if (request.url?.startsWith(ROOM_PATH)) rooms(request, socket, head);
  else if (calls && isCallSocket(request.url)) calls.sockets(request, socket, head);
  else if (!isDevelopment) socket.destroy();
});

const reports = makeReportKeeper();
const recordings = makeRecordingKeeper({ onKept: () => reports.wake() });
let waker: ReturnType<typeof startRoomWaker> | undefined;
server.listen(env.PORT, env.HOST, () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : env.PORT;
  console.log(`ready http://${env.HOST}:${port}`);
  recordings.start();
  reports.start();
  waker = startRoomWaker();
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    waker?.stop();
    const stopped = Promise.all([recordings.stop(), reports.stop()]);
    server.close(() => stopped.then(() => process.exit(0)));
    server.closeAllConnections();
    setTimeout(() => process.exit(0), 1000).unref();
  });
}
