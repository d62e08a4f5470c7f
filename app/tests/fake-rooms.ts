import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  type AssistantContext,
  type AssistantRequest,
  assistantRequestSchema,
} from '#core/assistant-service.ts';
import { ERRORS, type ErrorCode } from '#core/error-codes.ts';
import { STOPPED_CLOCK, type StatusReport } from '#core/interview-clock.ts';
import { type ControlRequest, controlRequestSchema } from '#core/room-protocol.ts';
import { chainFrames, startChain, toHex } from '#core/tape/chain.ts';
import type { Frame } from '#core/tape/frames.ts';
import { encodeJournalPart } from '#core/tape/journal.ts';
import { makeSealingKey, parseSealingKey, type Seal, type SealingKey, signSeal } from '#core/tape/seal.ts';
import { encodeSegment } from '#core/tape/segment.ts';

export const ROOM_SERVICE_TOKEN = 'a-service-token-of-tests';

/** Frames in one segment of the journal. */
const SEGMENT = 50;

/** One room as the app sees it over HTTP. */
export interface FakeRoom {
  frames: Frame[];
  isOver: boolean;
  /** Of its last status report. */
  revision: number;
  /** Whether something still goes on after the end. */
  isBusy: boolean;
  seal: Seal | null;
  isArchived: boolean;
  /** What it gives for a question to the assistant, or why it takes none. */
  context: AssistantContext | ErrorCode;
  /** What it was told of the assistant, in order. */
  assisted: AssistantRequest[];
}

/** A room server on loopback: records what it is told, checks who tells it, and gives tapes away as rooms do. */
export class FakeRooms {
  url = '';
  readonly messages: { room: string; message: ControlRequest }[] = [];
  /** Messages that came without the service token or were not readable. */
  refused = 0;
  readonly #rooms = new Map<string, FakeRoom>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  #key: SealingKey | undefined;
  #failing: { action: string; how: number | 'cut' } | null = null;
  #listeners: (() => void)[] = [];

  async start(): Promise<void> {
    this.#key = await parseSealingKey(await makeSealingKey());
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (typeof address !== 'object' || !address) throw new Error('The stand-in has no port.');
    this.url = `http://127.0.0.1:${address.port}`;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  /** The room of an interview; one that nobody has entered has no frames. */
  of(interviewId: string): FakeRoom {
    const room = this.#rooms.get(interviewId) ?? {
      frames: [],
      isOver: false,
      revision: 1,
      isBusy: false,
      seal: null,
      isArchived: false,
      context: { files: [], run: null, question: null, before: [] },
      assisted: [],
    };
    this.#rooms.set(interviewId, room);
    return room;
  }

  /** Lets the next request of this kind fail: with a status, or cut in the middle of its answer. */
  failNext(action: 'seal' | 'journal' | 'archived' | 'end', how: number | 'cut'): void {
    this.#failing = { action, how };
  }

  /** Resolves once a room was told something like this. */
  async told(interviewId: string, type: ControlRequest['type']): Promise<void> {
    const isThere = () =>
      this.messages.some(({ room, message }) => room.endsWith(interviewId) && message.type === type);
    while (!isThere()) await new Promise<void>((resolve) => this.#listeners.push(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const url = new URL(request.url ?? '/', 'http://room');
    const [, name = '', action = ''] = /^\/parties\/main\/([^/]+)\/(\w+)$/.exec(url.pathname) ?? [];
    const isAllowed = request.headers.authorization === `Bearer ${ROOM_SERVICE_TOKEN}`;
    if (!isAllowed || !name.startsWith('interview-')) {
      this.refused += 1;
      return end(response, 401);
    }
    const room = this.of(name.slice('interview-'.length));
    const message = action === 'control' ? controlRequestSchema.safeParse(JSON.parse(body || 'null')) : null;
    if (this.#mustFail(message?.data?.type ?? action, response)) return;
    if (message) {
      const status = this.#control(name, room, message.data);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ ok: status === 200, report: reportOf(room) }));
      for (const listener of this.#listeners.splice(0)) listener();
      return;
    }
    if (action === 'assistant') return assist(room, JSON.parse(body), response);
    if (action === 'seal') return this.#giveSeal(name, room, response);
    if (action === 'journal') return giveJournal(room, Number(url.searchParams.get('from') ?? 0), response);
    end(response, 404);
  }

  /** The status of the answer. */
  #control(name: string, room: FakeRoom, message: ControlRequest | undefined): number {
    if (!message) {
      this.refused += 1;
      return 400;
    }
    if (message.type === 'end' && !room.isOver) {
      room.isOver = true;
      room.revision += 1;
    }
    if (message.type === 'archived') {
      if (room.seal?.root !== message.root || room.seal.frames !== message.frames) return 409;
      room.isArchived = true;
      room.frames = [];
    }
    this.messages.push({ room: name, message });
    return 200;
  }

  async #giveSeal(name: string, room: FakeRoom, response: ServerResponse): Promise<void> {
    if (!room.isOver || room.isBusy || !this.#key) return end(response, 409);
    const interviewId = name.slice('interview-'.length);
    room.seal ??= await signSeal(
      {
        interviewId,
        frames: room.frames.length,
        root: toHex(chainFrames(startChain(interviewId), room.frames)),
        sealedAt: Date.now(),
      },
      this.#key,
    );
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(room.seal));
  }

  #mustFail(action: string, response: ServerResponse): boolean {
    if (this.#failing?.action !== action) return false;
    const { how } = this.#failing;
    this.#failing = null;
    if (how === 'cut') {
      response.writeHead(200, { 'content-length': 1000, 'x-journal-position': '9' });
      response.write('x', () => response.destroy());
    } else end(response, how);
    return true;
  }
}

function assist(room: FakeRoom, body: unknown, response: ServerResponse): void {
  const request = assistantRequestSchema.parse(body);
  room.assisted.push(request);
  const refused = request.type === 'ask' && typeof room.context === 'string' ? room.context : null;
  response.writeHead(refused ? ERRORS[refused].status : 200, { 'content-type': 'application/json' });
  if (refused) response.end(JSON.stringify({ code: refused, message: ERRORS[refused].text }));
  else response.end(JSON.stringify(request.type === 'ask' ? room.context : null));
}

/** What a room says about itself. */
function reportOf({ isOver, revision }: FakeRoom): StatusReport {
  const endedAt = isOver ? Date.now() : null;
  return {
    revision,
    status: isOver ? 'completed' : 'created',
    clock: { ...STOPPED_CLOCK, endedAt },
    dueAt: null,
    endReason: isOver ? 'ended' : null,
  };
}

/** A journal as rooms send it, from this position on. */
export function encodeJournal(frames: readonly Frame[], from = 0): Buffer {
  const parts: Uint8Array[] = [];
  for (let at = from; at < frames.length; at += SEGMENT) {
    const segment = { firstPosition: at, link: null, frames: frames.slice(at, at + SEGMENT) };
    parts.push(encodeJournalPart(encodeSegment(segment)));
  }
  return Buffer.concat(parts);
}

function giveJournal({ frames, isArchived }: FakeRoom, from: number, response: ServerResponse): void {
  if (isArchived) end(response, 410);
  else
    response.writeHead(200, { 'x-journal-position': String(frames.length) }).end(encodeJournal(frames, from));
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}
