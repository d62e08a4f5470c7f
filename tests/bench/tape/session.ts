import * as Y from 'yjs';
import { createFile, listFiles } from '#core/doc-shape.ts';
import type { RunOutcome } from '#core/room-protocol.ts';
import {
  encodeJsonPayload,
  FRAME_KINDS,
  type Frame,
  type FrameKind,
  SYSTEM_AUTHOR,
} from '#core/tape/frames.ts';
import { makeRandom } from './random.ts';
import { Typist } from './typist.ts';

/** How the session goes; the same for the same seed. */
export interface SessionOptions {
  seed: number;
  /** Frames that are updates. */
  edits: number;
}

/**
 * An interview as a room records it: two people type into one file, each seeing the other's edits a little late, move
 * their cursors, chat, and run the program.
 */
export function makeSession({ seed, edits }: SessionOptions): Frame[] {
  const random = makeRandom(seed);
  const frames: Frame[] = [];
  let at = Date.UTC(2026, 2, 4, 14);
  const say = (kind: FrameKind, author: string, payload: unknown) =>
    frames.push({ at: Math.round(at), kind, author, payload: encodeJsonPayload(payload) });
  const people = ['candidate', 'interviewer'].map((role, n) => new Person(role, n, random));
  const [candidate, interviewer] = people as [Person, Person];
  for (const person of people) {
    say(FRAME_KINDS.presence, person.id, {
      event: 'joined',
      name: person.name,
      role: person.name,
      colour: person.colour,
    });
    say(FRAME_KINDS.clientId, person.id, { clientId: person.doc.clientID });
  }
  const room = new Y.Doc();
  room.clientID = Math.floor(random() * 2 ** 32);
  const fileId = createFile(room, 'main.py', 'print("hello")\n');
  const first = Y.encodeStateAsUpdate(room);
  frames.push({ at, kind: FRAME_KINDS.system, author: SYSTEM_AUTHOR, payload: first });
  for (const { doc } of people) Y.applyUpdate(doc, first);
  for (let done = 0; done < edits; ) {
    const person = random() < 0.85 ? candidate : interviewer;
    for (let burst = 5 + random() * 60; burst > 0 && done < edits; burst--) {
      const step = person.next();
      at += step.pause;
      if (step.movedTo !== null)
        say(FRAME_KINDS.selection, person.id, { fileId, anchor: step.movedTo, head: step.movedTo });
      const payload = person.record(step.edit);
      if (!payload) continue;
      frames.push({ at: Math.round(at), kind: FRAME_KINDS.update, author: person.id, payload });
      done++;
      for (const other of people) if (other !== person) other.waiting.push(payload);
    }
    for (const each of people) each.catchUp();
    if (random() < 0.04)
      run(say, candidate, random, (pause) => {
        at += pause;
      });
    if (random() < 0.03)
      say(FRAME_KINDS.chat, person.id, {
        id: makeId(random),
        participantId: person.id,
        name: person.name,
        role: person.name,
        colour: person.colour,
        text: 'What happens when the list is empty?',
        at: Math.round(at),
      });
  }
  return frames;
}

class Person {
  readonly id: string;
  readonly name: string;
  readonly colour: number;
  readonly doc = new Y.Doc();
  /** Updates of others that did not arrive yet. */
  readonly waiting: Uint8Array[] = [];
  readonly #typist: Typist;

  constructor(name: string, colour: number, random: () => number) {
    this.id = makeId(random);
    this.name = name;
    this.colour = colour;
    this.doc.clientID = Math.floor(random() * 2 ** 32);
    this.#typist = new Typist(random);
  }

  next() {
    return this.#typist.next(this.#text);
  }

  /** The update of an edit, or null when it changed nothing. */
  record(edit: (text: Y.Text) => void): Uint8Array | null {
    let update: Uint8Array | null = null;
    const note = (bytes: Uint8Array) => {
      update = bytes;
    };
    this.doc.on('update', note);
    this.doc.transact(() => edit(this.#text));
    this.doc.off('update', note);
    return update;
  }

  catchUp(): void {
    for (const update of this.waiting.splice(0)) Y.applyUpdate(this.doc, update);
  }

  get #text(): Y.Text {
    const [file] = listFiles(this.doc);
    if (!file) throw new Error('The session has no file.');
    return file.text;
  }
}

function run(
  say: (kind: FrameKind, author: string, payload: unknown) => void,
  { id, name }: Person,
  random: () => number,
  wait: (pause: number) => void,
): void {
  const runId = makeId(random);
  say(FRAME_KINDS.runStarted, id, { runId, byName: name, entry: 'main.py', language: 'python', position: 0 });
  for (let n = 0; n < 4; n++) {
    wait(random() * 40);
    say(FRAME_KINDS.runOutput, SYSTEM_AUTHOR, {
      runId,
      stream: 'stdout',
      text: `${Math.floor(random() * 1000)}\n`,
    });
  }
  say(FRAME_KINDS.runEnded, SYSTEM_AUTHOR, { runId, outcome: endWell(Math.round(random() * 300)) });
}

/** How a run ended that went as it should. */
export function endWell(timeMs: number): RunOutcome {
  return {
    type: 'ended',
    verdict: 'accepted',
    exitCode: 0,
    signal: null,
    timeMs,
    cpuMs: Math.round(timeMs * 0.8),
    memoryBytes: 9_437_184,
    outputTruncated: false,
  };
}

/** A UUID of the stream. */
export function makeId(random: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
