import type { CloseReason } from '#core/close-codes.ts';
import { MAX_FRAME_BYTES } from '#core/limits.ts';
import { parseClientMessage } from '#core/room-protocol.ts';
import type { Commands } from './commands.ts';
import type { Cursors } from './cursors.ts';
import type { Editing } from './editing.ts';
import type { RoomDocument } from './room-document.ts';
import { QUERY_COST } from './room-limits.ts';
import type { SavedMarks } from './saved-marks.ts';
import type { Data, Session } from './session.ts';
import { encodeSyncStep2, parseClientFrame } from './wire.ts';

export interface IntakeDependencies {
  document: RoomDocument;
  editing: Editing;
  cursors: Cursors;
  commands: Commands;
  saved: SavedMarks;
}

/** The way of a frame into the room: size and rate, then what kind it is, then whoever deals with that kind. */
export class Intake {
  readonly #given: IntakeDependencies;

  constructor(given: IntakeDependencies) {
    this.#given = given;
  }

  /** Why the sender of this must go, or null when it was taken. */
  take(session: Session, data: Data, now: number): CloseReason | null {
    if (typeof data === 'string') return 'badMessage';
    if (data.byteLength > MAX_FRAME_BYTES) return 'tooLarge';
    if (!session.bytes.take(now, data.byteLength)) return 'tooFast';
    if (session.waiting) return session.wait(data) ? null : 'tooFast';
    const { document, editing, cursors, commands, saved } = this.#given;
    const bytes = data instanceof Uint8Array ? data : new Uint8Array(data);
    const frame = parseClientFrame(bytes);
    if (!frame) return 'badMessage';
    switch (frame.type) {
      case 'sync-step-2':
      case 'update': {
        if (!session.updates.take(now)) return 'tooFast';
        const reason = editing.receive(session, { type: frame.type, update: frame.update, bytes });
        if (!reason) saved.count(session);
        return reason;
      }
      case 'awareness':
        return cursors.receive(session, frame.entries, now);
      case 'sync-step-1': {
        if (!session.messages.take(now, QUERY_COST)) return 'tooFast';
        const answer = encodeSyncStep2(document.doc, frame.stateVector);
        if (answer) session.send(answer);
        return answer ? null : 'badMessage';
      }
      case 'query-awareness':
        if (!session.messages.take(now, QUERY_COST)) return 'tooFast';
        cursors.sendAll(session);
        return null;
      case 'message': {
        if (!session.messages.take(now)) return 'tooFast';
        const message = parseClientMessage(frame.json);
        if (!message) return 'badMessage';
        void commands.obey(session, message);
        return null;
      }
    }
  }
}
