import * as Y from 'yjs';
import { z } from 'zod';
import { getFiles } from '#core/doc-shape.ts';
import { can } from '#core/roles.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import type { Journal, SetTimer } from './journal.ts';
import type { RecordFrame } from './record.ts';
import type { RoomDocument } from './room-document.ts';
import { ATTENTION_PAUSE, ATTENTION_STRUCTS, MAX_CLOCK } from './room-limits.ts';
import type { Session } from './session.ts';
import type { UpdateScan } from './update-scan.ts';

export interface AttentionDependencies {
  document: RoomDocument;
  journal: Journal;
  record: RecordFrame;
  clock: () => number;
  setTimer: SetTimer;
}

/** What one connection shows of itself, and what the tape says of it. */
interface Watched {
  session: Session;
  /** Its awareness as JSON, null when it has none. */
  state: string | null;
  /** Its last edit since the tape said where its cursor is; `unclear` when that was in several places. */
  edit: Y.RelativePosition | 'unclear' | null;
  lookedAt: number;
  /** From one look to the next. */
  pause: number;
  cancelTimer: (() => void) | null;
  /** File in front, as the tape has it. */
  fileId: string | null;
  /** Selection as the tape has it, in the words of the awareness. */
  told: string;
}

/**
 * Writes down where people's cursors are and which file they have in front, from what their browsers say to each
 * other. A connection is looked at so often at most, and once more after it came to rest, however much it says; a
 * cursor that stands where the connection's own edit left it is known from the edit and left out.
 * People who only watch have no cursor, and what they look at is not recorded.
 */
export class Attention {
  readonly #given: AttentionDependencies;
  readonly #watched = new Map<string, Watched>();

  constructor(given: AttentionDependencies) {
    this.#given = given;
  }

  /** A connection has said something about itself. */
  noteState(session: Session, state: string | null): void {
    if (!can(session.person.role, 'edit')) return;
    const watched = this.#watch(session);
    watched.state = state;
    const wait = watched.lookedAt + watched.pause - this.#given.clock();
    // a clock that steps back must not hold up the look
    if (wait > 0) this.#lookLater(watched, Math.min(wait, watched.pause));
    else if (!watched.cancelTimer) this.#look(watched);
  }

  /** A connection's edit was taken. Its cursor may follow, or stay where it was. */
  noteEdit(session: Session, scan: UpdateScan): void {
    const watched = this.#watch(session);
    watched.edit = placeOfEdit(scan);
    if (watched.told !== NOWHERE) this.#lookLater(watched, watched.pause);
  }

  /** A connection is gone. */
  forget({ id }: Session): void {
    this.#watched.get(id)?.cancelTimer?.();
    this.#watched.delete(id);
  }

  #watch(session: Session): Watched {
    const known = this.#watched.get(session.id);
    if (known) return known;
    const fresh: Watched = {
      session,
      state: null,
      edit: null,
      lookedAt: Number.NEGATIVE_INFINITY,
      pause: ATTENTION_PAUSE,
      cancelTimer: null,
      fileId: null,
      told: NOWHERE,
    };
    this.#watched.set(session.id, fresh);
    return fresh;
  }

  #lookLater(watched: Watched, wait: number): void {
    watched.cancelTimer ??= this.#given.setTimer(() => {
      watched.cancelTimer = null;
      this.#look(watched);
    }, wait);
  }

  #look(watched: Watched): void {
    const { clock, document, journal } = this.#given;
    if (journal.isFull) return;
    watched.lookedAt = clock();
    // finding a place costs a walk over the text: in a document of a great many pieces it is done less often
    watched.pause = ATTENTION_PAUSE * Math.max(1, document.countStructs() / ATTENTION_STRUCTS);
    const { file, selection } = readState(watched.state);
    this.#lookAtFile(watched, file);
    this.#lookAtSelection(watched, selection);
  }

  #lookAtFile(watched: Watched, fileId: string | null): void {
    if (fileId === watched.fileId) return;
    if (fileId !== null && !getFiles(this.#given.document.doc).has(fileId)) return;
    watched.fileId = fileId;
    if (fileId !== null) this.#record(watched, FRAME_KINDS.fileOpened, { fileId });
  }

  #lookAtSelection(watched: Watched, selection: Selection | null): void {
    const { document } = this.#given;
    if (!selection) {
      if (watched.told === NOWHERE) return;
      watched.told = NOWHERE;
      this.#record(watched, FRAME_KINDS.selection, { fileId: null, anchor: 0, head: 0 });
      return;
    }
    const words = JSON.stringify(selection);
    // an edit of something else than a text moves no cursor
    const edited = watched.edit === 'unclear' ? null : watched.edit && document.locate(watched.edit);
    const hasMoved = words !== watched.told || edited !== null || watched.edit === 'unclear';
    watched.edit = null;
    if (!hasMoved) return;
    const anchor = document.locate(toPosition(selection.anchor));
    const head = document.locate(toPosition(selection.head));
    if (!anchor || !head || anchor.fileId !== head.fileId) return;
    watched.told = words;
    const isKnown =
      edited?.fileId === head.fileId && edited.offset === head.offset && head.offset === anchor.offset;
    if (isKnown) return;
    const { fileId } = head;
    this.#record(watched, FRAME_KINDS.selection, { fileId, anchor: anchor.offset, head: head.offset });
  }

  #record(
    { session }: Watched,
    kind: typeof FRAME_KINDS.selection | typeof FRAME_KINDS.fileOpened,
    payload: unknown,
  ) {
    this.#given.record(kind, session.person.participantId, payload);
  }
}

/** What stands for no selection; no words of an awareness are empty. */
const NOWHERE = '';

/** Right behind what was inserted, or where something was deleted; unclear when that may be several places. */
function placeOfEdit({ inserts, structs, deletes }: UpdateScan): Y.RelativePosition | 'unclear' {
  const [insert] = inserts;
  const [gone] = deletes;
  if (insert && inserts.length === 1 && structs === 1)
    return new Y.RelativePosition(null, null, Y.createID(insert.client, insert.to - 1), -1);
  if (!insert && gone && deletes.length === 1)
    return new Y.RelativePosition(null, null, Y.createID(gone.client, gone.from), 0);
  return 'unclear';
}

const idSchema = z.object({ client: z.number().int().min(0), clock: z.number().int().min(0).max(MAX_CLOCK) });
/** A relative position as Yjs writes it. */
const positionSchema = z.object({
  type: idSchema.nullish(),
  item: idSchema.nullish(),
  assoc: z.number().nullish(),
});
const selectionSchema = z.object({ anchor: positionSchema, head: positionSchema });
type Selection = z.infer<typeof selectionSchema>;

/** What of an awareness state is of interest here. What cannot be read counts as not said. */
const stateSchema = z.object({
  file: z.string().max(64).nullable().catch(null),
  selection: selectionSchema.nullable().catch(null),
});

/** The state is JSON: the awareness board has read it before. */
function readState(json: string | null): z.infer<typeof stateSchema> {
  return stateSchema.parse(json === null ? {} : JSON.parse(json));
}

function toPosition({ type, item, assoc }: z.infer<typeof positionSchema>): Y.RelativePosition {
  const toId = (id: z.infer<typeof idSchema> | null | undefined) =>
    id ? Y.createID(id.client, id.clock) : null;
  return new Y.RelativePosition(toId(type), null, toId(item), (assoc ?? 0) < 0 ? -1 : 0);
}
