import type { z } from 'zod';
import type { Exchange } from '#core/assistant.ts';
import type { ChatMessage, NotedSignal, Person, Run } from '#core/room-protocol.ts';
import type { Utterance } from '#core/speech.ts';
import { fromHex, startChain } from '#core/tape/chain.ts';
import { type Seal, sealSchema } from '#core/tape/seal.ts';
import { type CheckpointManifest, checkpointKeys, listCheckpoints, readCheckpoint } from './checkpoint.ts';
import type { JournalStart } from './journal.ts';
import type { Log } from './log.ts';
import { replayJournal } from './replay.ts';
import type { RoomDocument } from './room-document.ts';
import { pages, type RoomStorage } from './storage.ts';
import {
  ARCHIVE_KEY,
  ARCHIVED_KEY,
  ASSISTANT_PREFIX,
  CHAT_PREFIX,
  CONSENT_PREFIX,
  type Consent,
  chatMessageSchema,
  consentSchema,
  exchangeSchema,
  INTERVIEWER_KEY,
  interviewerSchema,
  META_KEY,
  metaSchema,
  OWNER_PREFIX,
  type Owner,
  ownerSchema,
  PRESENT_KEY,
  parseStored,
  presentSchema,
  QUESTIONS_KEY,
  questionsSchema,
  REPORTED_KEY,
  type RoomMeta,
  RUN_KEY,
  reportedSchema,
  runSchema,
  SEAL_KEY,
  SIGNALS_KEY,
  SPEECH_PREFIX,
  type StoredInterviewer,
  type StoredQuestions,
  signalsSchema,
  TERMINAL_KEY,
  terminalSchema,
  utteranceSchema,
  WORKSPACE_KEY,
  workspaceSchema,
} from './stored.ts';
import type { StoredWorkspace } from './workspace.ts';

/** All that a room knows when it starts. */
export interface LoadedRoom {
  /** Null for a room that nobody has entered yet. */
  meta: RoomMeta | null;
  /** Up to which revision the app knows the status. */
  reported: number;
  journal: JournalStart;
  /**
   * Keys of checkpoints beyond the journal's end. There are some only when a damaged segment was cut off: the document
   * then has content that the journal lost, and must be written down before these keys go.
   */
  strayCheckpoints: string[];
  owners: Map<number, Owner>;
  /** Who was in the room when it stopped uncleanly, one entry for each connection. */
  present: Person[];
  chat: Map<string, ChatMessage>;
  /** By participant. */
  consents: Map<string, Consent>;
  run: Run | null;
  questions: StoredQuestions | null;
  interviewer: StoredInterviewer | null;
  /** With the assistant, oldest first. */
  exchanges: Exchange[];
  /** What was said last in the call, by its keys. */
  speeches: Map<string, Utterance>;
  signals: NotedSignal[] | null;
  workspace: StoredWorkspace;
  /** Null before the tape is sealed. Of a sealed room only this, `meta` and `workspace` are read: nothing else happens in it. */
  seal: Seal | null;
  /** The tape has been taken elsewhere, and the room is to forget it. */
  isTapeArchived: boolean;
}

export interface LoadOptions {
  storage: RoomStorage;
  /** Empty. */
  document: RoomDocument;
  interviewId: string;
  log: Log;
}

/** Reads a room from storage and fills its document. Damage is cut off and reported, never thrown. */
export async function loadRoom(options: LoadOptions): Promise<LoadedRoom> {
  const { storage } = options;
  const seal = parseStored(sealSchema, await storage.get(SEAL_KEY));
  const isTapeArchived = (await storage.get(ARCHIVED_KEY)) !== undefined;
  const content = seal ? sealedContent(seal) : await loadContent(options);
  return {
    ...content,
    meta: parseStored(metaSchema, await storage.get(META_KEY)),
    reported: parseStored(reportedSchema, await storage.get(REPORTED_KEY))?.revision ?? 0,
    workspace: {
      terminal: seal ? null : parseStored(terminalSchema, await storage.get(TERMINAL_KEY)),
      paths: parseStored(workspaceSchema, await storage.get(WORKSPACE_KEY))?.paths ?? null,
      isArchived: (await storage.get(ARCHIVE_KEY)) !== undefined,
    },
    seal,
    isTapeArchived,
  };
}

type Content = Omit<LoadedRoom, 'meta' | 'reported' | 'workspace' | 'seal' | 'isTapeArchived'>;

/** What a sealed room needs to know: where its journal ends. */
function sealedContent({ frames, root }: Seal): Content {
  return {
    journal: {
      position: frames,
      link: fromHex(root),
      updatesSinceCheckpoint: 0,
      smallSegments: [],
      checkpoints: [],
    },
    strayCheckpoints: [],
    owners: new Map(),
    present: [],
    chat: new Map(),
    consents: new Map(),
    run: null,
    questions: null,
    interviewer: null,
    exchanges: [],
    speeches: new Map(),
    signals: null,
  };
}

async function loadContent({ storage, document, interviewId, log }: LoadOptions): Promise<Content> {
  const checkpoint = await restoreCheckpoint(storage, document, log);
  const { position: from } = checkpoint;
  const start = startChain(interviewId);
  const replayed = await replayJournal({ storage, document, from, start, log });
  document.settle();
  const owners = await loadAll(storage, OWNER_PREFIX, ownerSchema);
  const consents = await loadAll(storage, CONSENT_PREFIX, consentSchema);
  const exchanges = await loadAll(storage, ASSISTANT_PREFIX, exchangeSchema);
  const chat = await loadAll(storage, CHAT_PREFIX, chatMessageSchema);
  const speeches = await loadAll(storage, SPEECH_PREFIX, utteranceSchema);
  return {
    journal: {
      position: replayed.position,
      link: replayed.link,
      updatesSinceCheckpoint: replayed.updates,
      smallSegments: replayed.small,
      checkpoints: checkpoint.manifests.filter(({ position }) => position <= replayed.position),
    },
    strayCheckpoints: checkpoint.manifests
      .filter(({ position }) => position > replayed.position)
      .flatMap(checkpointKeys),
    owners: new Map([...owners].map(([id, owner]) => [Number.parseInt(id, 36), owner])),
    present: parseStored(presentSchema, await storage.get(PRESENT_KEY)) ?? [],
    chat: new Map([...chat].map(([number, message]) => [CHAT_PREFIX + number, message])),
    consents,
    run: parseStored(runSchema, await storage.get(RUN_KEY)),
    questions: parseStored(questionsSchema, await storage.get(QUESTIONS_KEY)),
    interviewer: parseStored(interviewerSchema, await storage.get(INTERVIEWER_KEY)),
    exchanges: [...exchanges.values()],
    speeches: new Map([...speeches].map(([number, speech]) => [SPEECH_PREFIX + number, speech])),
    signals: parseStored(signalsSchema, await storage.get(SIGNALS_KEY)),
  };
}

/** All values under a prefix that can be read, by the rest of their keys, in order. */
async function loadAll<T>(
  storage: RoomStorage,
  prefix: string,
  schema: z.ZodType<T>,
): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  for await (const page of pages(storage, prefix)) {
    for (const [key, bytes] of page) {
      const value = parseStored(schema, bytes);
      if (value !== null) found.set(key.slice(prefix.length), value);
    }
  }
  return found;
}

/** The newest checkpoint that is whole, in the document. Damaged ones are passed over: the journal has it all. */
async function restoreCheckpoint(
  storage: RoomStorage,
  document: RoomDocument,
  log: Log,
): Promise<{ position: number; manifests: CheckpointManifest[] }> {
  const manifests = await listCheckpoints(storage);
  for (const manifest of manifests.toReversed()) {
    const checkpoint = await readCheckpoint(storage, manifest);
    if (checkpoint) {
      document.restore(checkpoint.stateV2);
      return { position: checkpoint.position, manifests };
    }
    log.error('A checkpoint is damaged. An older one stands in.', { position: manifest.position });
  }
  return { position: 0, manifests };
}
