import * as Y from 'yjs';
import { createFile, getFiles } from '#core/doc-shape.ts';
import { encodeJsonPayload, FRAME_KINDS, type Frame, SYSTEM_AUTHOR } from '#core/tape/frames.ts';

/** Server time of the first frame of tapes here. */
export const TAPE_START = Date.UTC(2026, 10, 28, 9, 0, 0);

/** A tape: somebody comes, `typed` is typed into `main.py` sign by sign, one a second, and the interview ends. */
export function makeTape(typed = 'print(1)\n', candidate: string = crypto.randomUUID()): Frame[] {
  const frames: Frame[] = [];
  const add = (kind: number, author: string, payload: Uint8Array) =>
    frames.push({ at: TAPE_START + 1000 * frames.length, kind, author, payload });
  const doc = new Y.Doc();
  let author = SYSTEM_AUTHOR;
  doc.on('update', (update: Uint8Array) =>
    add(author === SYSTEM_AUTHOR ? FRAME_KINDS.system : FRAME_KINDS.update, author, update),
  );
  const fileId = createFile(doc, 'main.py');
  const came = { event: 'joined', name: 'Casey Candidate', role: 'candidate', colour: 0 };
  add(FRAME_KINDS.presence, candidate, encodeJsonPayload(came));
  author = candidate;
  const text = getFiles(doc).get(fileId)?.get('text');
  if (!(text instanceof Y.Text)) throw new Error('The file has no text.');
  for (const sign of typed) text.insert(text.length, sign);
  add(FRAME_KINDS.status, SYSTEM_AUTHOR, encodeJsonPayload({ status: 'completed' }));
  return frames;
}
