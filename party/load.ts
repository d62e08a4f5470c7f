import { MAX_STORAGE_VALUE_BYTES } from '#core/limits.ts';
import type { ChatMessage, Person, Run } from '#core/room-protocol.ts';
import { isUpdateKind } from '#core/tape/frames.ts';
import { decodeSegment } from '#core/tape/segment.ts';
import { type CheckpointManifest, checkpointKeys, listCheckpoints, readCheckpoint } from './checkpoint.ts';
import type { JournalStart, SmallSegment } from './journal.ts';
import type { Log } from './log.ts';
import type { RoomDocument } from './room-document.ts';
import { findSegmentKey, readSegments } from './segments.ts';
import { pages, type RoomStorage, writeTogether } from './storage.ts';
import {
  ARCHIVE_KEY,
  CHAT_PREFIX,
  chatMessageSchema,
  META_KEY,
  metaSchema,
  OWNER_PREFIX,
  type Owner,
  ownerSchema,
  PRESENT_KEY,
  parseStored,
  presentSchema,
  type RoomMeta,
  RUN_KEY,
  runSchema,
  TERMINAL_KEY,
  terminalSchema,
  WORKSPACE_KEY,
  workspaceSchema,
} from './stored.ts';
import type { StoredWorkspace } from './workspace.ts';

/** All that a room knows when it starts. */
export interface LoadedRoom {
  /** Null for a room that nobody has entered yet. */
  meta: RoomMeta | null;
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
  run: Run | null;
  workspace: StoredWorkspace;
}

/** Reads a room from storage and fills its empty document. Damage is cut off and reported, never thrown. */
export async function loadRoom(storage: RoomStorage, document: RoomDocument, log: Log): Promise<LoadedRoom> {
  const checkpoint = await restoreCheckpoint(storage, document, log);
  const replayed = await replayJournal(storage, document, checkpoint.position, log);
  document.settle();
  const owners = new Map<number, Owner>();
  for await (const page of pages(storage, OWNER_PREFIX)) {
    for (const [key, bytes] of page) {
      const owner = parseStored(ownerSchema, bytes);
      if (owner) owners.set(Number.parseInt(key.slice(OWNER_PREFIX.length), 36), owner);
    }
  }
  const chat = new Map<string, ChatMessage>();
  for await (const page of pages(storage, CHAT_PREFIX)) {
    for (const [key, bytes] of page) {
      const message = parseStored(chatMessageSchema, bytes);
      if (message) chat.set(key, message);
    }
  }
  return {
    meta: parseStored(metaSchema, await storage.get(META_KEY)),
    journal: {
      position: replayed.position,
      updatesSinceCheckpoint: replayed.updates,
      smallSegments: replayed.small,
      checkpoints: checkpoint.manifests.filter(({ position }) => position <= replayed.position),
    },
    strayCheckpoints: checkpoint.manifests
      .filter(({ position }) => position > replayed.position)
      .flatMap(checkpointKeys),
    owners,
    present: parseStored(presentSchema, await storage.get(PRESENT_KEY)) ?? [],
    chat,
    run: parseStored(runSchema, await storage.get(RUN_KEY)),
    workspace: {
      terminal: parseStored(terminalSchema, await storage.get(TERMINAL_KEY)),
      paths: parseStored(workspaceSchema, await storage.get(WORKSPACE_KEY))?.paths ?? null,
      isArchived: (await storage.get(ARCHIVE_KEY)) !== undefined,
    },
  };
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

/** Applies what the journal has from this position on, up to its end or to the first damaged segment. */
async function replayJournal(
  storage: RoomStorage,
  document: RoomDocument,
  from: number,
  log: Log,
): Promise<{ position: number; updates: number; small: SmallSegment[] }> {
  let position = 0;
  let updates = 0;
  let small: SmallSegment[] = [];
  let isFirst = true;
  for await (const stored of readSegments(storage, await findSegmentKey(storage, from))) {
    const segment = decodeSegment(stored.bytes);
    const [key = ''] = stored.keys;
    const follows = isFirst ? stored.firstPosition <= from : stored.firstPosition === position;
    if (!segment || !follows || segment.firstPosition !== stored.firstPosition) {
      log.error('The journal is damaged. It was cut; what followed is kept under cut:.', { position });
      await cutFrom(storage, key);
      if (isFirst) position = stored.firstPosition <= from ? stored.firstPosition : 0;
      break;
    }
    isFirst = false;
    position = segment.firstPosition;
    const news: Uint8Array[] = [];
    for (const { kind, payload } of segment.frames) {
      if (position++ >= from && isUpdateKind(kind)) news.push(payload);
    }
    document.replay(news);
    updates += news.length;
    small = noteSmall(small, { key, bytes: stored.bytes.length });
  }
  return { position, updates, small };
}

/** The last segments that fit one value together: what the journal may merge. */
function noteSmall(small: SmallSegment[], next: SmallSegment): SmallSegment[] {
  const kept = [...small, next];
  let sum = kept.reduce((total, { bytes }) => total + bytes, 0);
  while (sum > MAX_STORAGE_VALUE_BYTES) sum -= kept.shift()?.bytes ?? 0;
  return kept;
}

/** Moves this segment and all behind it out of the journal's way. */
async function cutFrom(storage: RoomStorage, key: string): Promise<void> {
  for await (const page of pages(storage, 'seg:', key)) {
    const moved = new Map([...page].map(([name, bytes]) => [`cut:${name}`, bytes]));
    await writeTogether(storage, moved, [...page.keys()]);
  }
  await storage.sync();
}
