import type { z } from 'zod';
import { JSON_PAYLOADS } from '../frames.ts';

export type JsonKind = keyof typeof JSON_PAYLOADS;
export type PayloadOf<K extends JsonKind> = z.output<(typeof JSON_PAYLOADS)[K]>;

const decoder = new TextDecoder('utf-8', { fatal: true });

export function isJsonKind(kind: number): kind is JsonKind {
  return kind in JSON_PAYLOADS;
}

/** What a frame of this kind says, or null when its payload is damaged or not of that kind. */
export function parsePayload<K extends JsonKind>(kind: K, payload: Uint8Array): PayloadOf<K> | null {
  try {
    const result = JSON_PAYLOADS[kind].safeParse(JSON.parse(decoder.decode(payload)));
    return result.success ? (result.data as PayloadOf<K>) : null;
  } catch {
    return null; // not UTF-8 or not JSON; the caller counts it
  }
}
