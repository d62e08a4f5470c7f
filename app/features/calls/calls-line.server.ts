import { askMediaServer, getMediaServer, type MediaState } from '#app/server/media-server.server.ts';

const WORDS: Record<MediaState, string> = {
  ready: 'Calls are ready.',
  starting: 'The media server for calls is being set up. Rooms work without it meanwhile.',
  unreachable: 'Calls do not work: the media server does not answer. Rooms work without it.',
};

/** How it is with calls, in a sentence for those who run the organisation. */
export async function describeCalls(): Promise<string> {
  const server = getMediaServer();
  if (!server) return 'Calls are off: no media server is set up.';
  return WORDS[await askMediaServer(server)];
}
