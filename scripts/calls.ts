import { buildMediaServer } from './media-server.mjs';
import type { PlannedMedia } from './plan.ts';
import type { Supervisor } from './supervisor.ts';

interface CallsOptions {
  media: PlannedMedia;
  supervisor: Supervisor;
  say: (text: string) => void;
  /** Ends building. */
  signal: AbortSignal;
}

/** Starts the media server, which is built first where it must be. All else works meanwhile. */
export async function startCalls({ media, supervisor, say, signal }: CallsOptions): Promise<void> {
  try {
    const server =
      'server' in media.program ? media.program.server : await build(media.program.go, say, signal);
    if (signal.aborted) return;
    await supervisor.start(media.makeService(server));
    say('Calls are ready.');
  } catch (error) {
    if (!signal.aborted) say(`! There are no calls now: ${error instanceof Error ? error.message : error}`);
  }
}

function build(go: string, say: (text: string) => void, signal: AbortSignal): Promise<string> {
  say('Building the media server for calls (some minutes, once) …');
  return buildMediaServer(go, signal);
}
