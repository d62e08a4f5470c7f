import * as Y from 'yjs';
import { z } from 'zod';
import { MAX_STORAGE_VALUE_BYTES } from '#core/limits.ts';
import { crc32 } from '#core/tape/segment.ts';
import { CHECKPOINTS_KEPT } from './room-limits.ts';
import { concat } from './segments.ts';
import { keyOf, pages, type RoomStorage } from './storage.ts';

/**
 * The document at a position of the journal, so that a restart need not apply the journal from its beginning.
 * `cp:<position>` says what belongs to it, `cpd:<position>:<part>` hold Yjs V2 bytes.
 */
const MANIFEST = 'cp:';
const DATA = 'cpd:';

const manifestSchema = z.object({
  position: z.number().int().min(0),
  parts: z.number().int().min(1),
  bytes: z.number().int(),
  crc: z.number().int(),
});
export type CheckpointManifest = z.infer<typeof manifestSchema>;

export interface Checkpoint {
  position: number;
  stateV2: Uint8Array;
}

/** A checkpoint of the document as it is now, with all frames before `position` in it. */
export function makeCheckpoint(
  doc: Y.Doc,
  position: number,
): { manifest: CheckpointManifest; entries: Map<string, Uint8Array> } {
  const state = Y.encodeStateAsUpdateV2(doc);
  const entries = new Map<string, Uint8Array>();
  let parts = 0;
  for (let at = 0; at < state.length; at += MAX_STORAGE_VALUE_BYTES) {
    entries.set(dataKey(position, parts++), state.slice(at, at + MAX_STORAGE_VALUE_BYTES));
  }
  const manifest = { position, parts, bytes: state.length, crc: crc32(state) };
  entries.set(MANIFEST + keyOf(position), new TextEncoder().encode(JSON.stringify(manifest)));
  return { manifest, entries };
}

/** Keys of the checkpoints that are not needed any more, the list being in order. */
export function outdatedKeys(checkpoints: readonly CheckpointManifest[]): string[] {
  return checkpoints.slice(0, -CHECKPOINTS_KEPT).flatMap(checkpointKeys);
}

/** All keys of a checkpoint. */
export function checkpointKeys({ position, parts }: CheckpointManifest): string[] {
  return [MANIFEST + keyOf(position), ...Array.from({ length: parts }, (_, part) => dataKey(position, part))];
}

/** Manifests of the stored checkpoints in order. Those that cannot be read are left out. */
export async function listCheckpoints(storage: RoomStorage): Promise<CheckpointManifest[]> {
  const found: CheckpointManifest[] = [];
  for (const bytes of (await storage.list({ prefix: MANIFEST })).values()) {
    const manifest = parseManifest(bytes);
    if (manifest) found.push(manifest);
  }
  return found;
}

/** The checkpoint that this manifest stands for, or null when a part is missing or damaged. */
export async function readCheckpoint(
  storage: RoomStorage,
  manifest: CheckpointManifest,
): Promise<Checkpoint | null> {
  const parts: Uint8Array[] = [];
  for await (const page of pages(storage, `${DATA}${keyOf(manifest.position)}:`))
    parts.push(...page.values());
  const stateV2 = concat(parts);
  if (stateV2.length !== manifest.bytes || crc32(stateV2) !== manifest.crc) return null;
  return { position: manifest.position, stateV2 };
}

function dataKey(position: number, part: number): string {
  return `${DATA}${keyOf(position)}:${keyOf(part)}`;
}

function parseManifest(bytes: Uint8Array): CheckpointManifest | null {
  try {
    return manifestSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null; // damaged: an older one, or the journal from its beginning, stands in
  }
}
