import { getEnv } from './env.server.ts';
import { LOOPBACK } from './own-name.ts';

/** The server that carries calls. */
export interface MediaServer {
  /** Address for processes of this installation. */
  url: string;
  /** Runs beside the app, which passes browsers' sockets on. */
  isOwn: boolean;
  apiKey: string;
  apiSecret: string;
}

/** How it is with calls; `starting` is a server of our own that may still be built. */
export type MediaState = 'ready' | 'starting' | 'unreachable';

/** How long it may take to say that it is there. People wait for this. */
const ASK_TIMEOUT = 1500;
/** How long an answer is good for. */
const KEPT_FOR = 2000;
/** Building the server takes minutes; one that has not come after this long does not come. */
const STARTING_FOR = 15 * 60_000;

const startedAt = Date.now();
const asked = new Map<string, { at: number; state: Promise<MediaState> }>();
const seen = new Set<string>();

/** The configured server, or null where there are no calls. */
export function getMediaServer(): MediaServer | null {
  const { LIVEKIT_URL: url, LIVEKIT_API_KEY: apiKey, LIVEKIT_API_SECRET: apiSecret } = getEnv();
  return url && apiKey && apiSecret ? { url, apiKey, apiSecret, isOwn: isOwnMediaServer(url) } : null;
}

/** Whether this address is one of this very machine, which browsers elsewhere cannot reach. */
export function isOwnMediaServer(url: string): boolean {
  return LOOPBACK.has(new URL(url).hostname);
}

/** The server's address over HTTP. */
export function httpUrlOf({ url }: MediaServer): string {
  return url.replace(/^ws/, 'http');
}

/** Asks the server whether it is there, or says what it said a moment ago. */
export function askMediaServer(server: MediaServer): Promise<MediaState> {
  const known = asked.get(server.url);
  if (known && Date.now() - known.at < KEPT_FOR) return known.state;
  const state = ask(server);
  asked.set(server.url, { at: Date.now(), state });
  return state;
}

async function ask(server: MediaServer): Promise<MediaState> {
  try {
    const response = await fetch(httpUrlOf(server), { signal: AbortSignal.timeout(ASK_TIMEOUT) });
    await response.body?.cancel();
    if (response.status < 500) {
      seen.add(server.url);
      return 'ready';
    }
  } catch {
    // down, or not up yet
  }
  const mayStillCome = server.isOwn && !seen.has(server.url) && Date.now() - startedAt < STARTING_FOR;
  return mayStillCome ? 'starting' : 'unreachable';
}
