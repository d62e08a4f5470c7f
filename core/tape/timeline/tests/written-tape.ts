import * as Y from 'yjs';
import { getFiles } from '#core/doc-shape.ts';
import { encodeJsonPayload, FRAME_KINDS, type Frame, SYSTEM_AUTHOR } from '#core/tape/frames.ts';
import type { JsonKind, PayloadOf } from '../payloads.ts';
import type { Timeline } from '../timeline.ts';
import { buildTimeline } from '../timeline-builder.ts';

export const START = 1_700_000_000_000;

/** A tape written frame by frame; each comes a second after the one before it unless `now` is set. */
export class WrittenTape {
  readonly frames: Frame[] = [];
  now = START;
  readonly #docs = new Map<string, Y.Doc>();

  /** The document of one participant, who has heard of everything. */
  docOf(author: string): Y.Doc {
    let doc = this.#docs.get(author);
    if (!doc) {
      doc = new Y.Doc();
      for (const other of this.#docs.values()) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
      this.#docs.set(author, doc);
    }
    return doc;
  }

  /** Writes down what `change` does to the author's document, and tells the others. Returns what `change` does. */
  edit<T>(author: string, change: (doc: Y.Doc) => T, kind?: number): T {
    const doc = this.docOf(author);
    const updates: Uint8Array[] = [];
    const note = (update: Uint8Array) => updates.push(update);
    doc.on('update', note);
    const result = doc.transact(() => change(doc));
    doc.off('update', note);
    for (const update of updates) {
      this.raw(kind ?? (author === SYSTEM_AUTHOR ? FRAME_KINDS.system : FRAME_KINDS.update), author, update);
      for (const other of this.#docs.values()) if (other !== doc) Y.applyUpdate(other, update);
    }
    return result;
  }

  /** An edit of one file's text. */
  write(author: string, fileId: string, change: (text: Y.Text) => void, kind?: number): void {
    this.edit(author, (doc) => change(getFiles(doc).get(fileId)?.get('text') as Y.Text), kind);
  }

  say<K extends JsonKind>(kind: K, author: string, payload: PayloadOf<K>): void {
    this.raw(kind, author, encodeJsonPayload(payload));
  }

  raw(kind: number, author: string, payload: Uint8Array): void {
    this.frames.push({ at: this.now, kind, author, payload });
    this.now += 1000;
  }

  join(author: string, role: 'interviewer' | 'candidate' | 'observer' | 'ai' = 'candidate'): void {
    this.say(FRAME_KINDS.presence, author, { event: 'joined', name: `Name of ${author}`, role, colour: 1 });
  }

  get timeline(): Timeline {
    return buildTimeline(this.frames);
  }
}
