import { FRAME_SYNC } from '#core/room-protocol.ts';

/** Kinds of y-protocols' sync frames: the second byte. */
const STEP_2 = 1;
const UPDATE = 2;
/** A step 2 that brings nothing: an empty Yjs update (no clients, no deletions). */
const EMPTY_STEP_2 = Uint8Array.of(FRAME_SYNC, STEP_2, 2, 0, 0);

export type SyncFrameKind = 'step-2' | 'update';

interface RoomSocketOptions {
  /** Whether this person may change the files. Others send only empty steps 2: the room refuses more. */
  canEdit: boolean;
  /** After a frame was handed to the socket. */
  onSent: (kind: SyncFrameKind) => void;
}

/**
 * A WebSocket class for y-websocket that tells which sync frames went out. Updates before the first step 2 are
 * left out: the step 2 holds them, and alone they would refer to edits that the room does not have yet.
 */
export function makeRoomSocket(
  base: typeof WebSocket,
  { canEdit, onSent }: RoomSocketOptions,
): typeof WebSocket {
  return class RoomSocket extends base {
    #hasAnswered = false;

    override send(data: Parameters<WebSocket['send']>[0]): void {
      const kind = kindOf(data);
      if (kind === 'update' && (!canEdit || !this.#hasAnswered)) return;
      if (this.readyState !== base.OPEN) return;
      super.send(kind === 'step-2' && !canEdit ? EMPTY_STEP_2 : data);
      if (!kind) return;
      if (kind === 'step-2') this.#hasAnswered = true;
      onSent(kind);
    }
  };
}

function kindOf(data: unknown): SyncFrameKind | null {
  if (!(data instanceof Uint8Array) || data[0] !== FRAME_SYNC) return null;
  if (data[1] === STEP_2) return 'step-2';
  return data[1] === UPDATE ? 'update' : null;
}
