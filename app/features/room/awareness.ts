import * as encoding from 'lib0/encoding';
import * as awarenessProtocol from 'y-protocols/awareness';
import type { WebsocketProvider } from 'y-websocket';
import { z } from 'zod';
import { roomRoleSchema } from '#core/roles.ts';
import { FRAME_AWARENESS, FRAME_QUERY_AWARENESS } from '#core/room-protocol.ts';

/**
 * What every browser says about itself all the time, by Yjs client id:
 * - `file`: id of the file that is open, or null;
 * - `selection`: `{ anchor, head }`, relative positions written by y-monaco;
 * - `user`: who it is, written by the room from the token (what a browser puts there is overwritten).
 */
const stateSchema = z.object({
  file: z.string().max(64).nullish(),
  user: z.object({
    participantId: z.string(),
    name: z.string(),
    role: roomRoleSchema,
    colour: z.number().int().min(0),
  }),
});

export interface Peer {
  clientId: number;
  participantId: string;
  name: string;
  role: z.infer<typeof roomRoleSchema>;
  colour: number;
  fileId: string | null;
  /** When this browser last said something, by this machine's clock. */
  at: number;
}

/** The other browsers in the room whose state can be read, oldest client id first. */
export function readPeers(awareness: awarenessProtocol.Awareness): Peer[] {
  const peers: Peer[] = [];
  for (const [clientId, state] of awareness.getStates()) {
    if (clientId === awareness.clientID) continue;
    const parsed = stateSchema.safeParse(state);
    if (!parsed.success) continue;
    const { user, file } = parsed.data;
    peers.push({
      clientId,
      ...user,
      fileId: file ?? null,
      at: awareness.meta.get(clientId)?.lastUpdated ?? 0,
    });
  }
  return peers.sort((a, b) => a.clientId - b.clientId);
}

/** Says which file is open here. */
export function setOpenFile(awareness: awarenessProtocol.Awareness, fileId: string | null): void {
  awareness.setLocalStateField('file', fileId);
  if (fileId === null) awareness.setLocalStateField('selection', null);
}

/**
 * Makes the provider send only what this browser says about itself. Stock y-websocket sends on whatever it
 * hears of others, which costs a message per person for each cursor move and which the room ignores anyway.
 */
export function sendOnlyOwnState(provider: WebsocketProvider): void {
  const { awareness, doc } = provider;
  awareness.off('update', provider._awarenessUpdateHandler);
  const encodeOwn = () => {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, FRAME_AWARENESS);
    encoding.writeVarUint8Array(encoder, awarenessProtocol.encodeAwarenessUpdate(awareness, [doc.clientID]));
    return encoding.toUint8Array(encoder);
  };
  awareness.on('update', ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>) => {
    const isOwn = [added, updated, removed].some((ids) => ids.includes(doc.clientID));
    if (isOwn && provider.wsconnected) provider.ws?.send(encodeOwn());
  });
  provider.messageHandlers[FRAME_QUERY_AWARENESS] = () => {
    if (provider.wsconnected) provider.ws?.send(encodeOwn());
  };
}
