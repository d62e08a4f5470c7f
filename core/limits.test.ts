import { expect, test } from 'vitest';
import {
  JOURNAL_FLUSH_BYTES,
  MAX_CASE_MEMORY_BYTES,
  MAX_CHAT_LENGTH,
  MAX_FRAME_BYTES,
  MAX_STORAGE_VALUE_BYTES,
  MAX_UPDATES_PER_SECOND,
  MIN_MEMORY_BYTES,
  RUN_LIMITS,
  UPDATE_BURST,
} from './limits.ts';

test('limits that depend on each other fit together', () => {
  // workerd's own cap on a frame closes with a code that the provider retries for ever
  expect(MAX_FRAME_BYTES).toBeLessThan(1024 * 1024);
  // what is gathered before a forced write fits one value
  expect(JOURNAL_FLUSH_BYTES).toBeLessThan(MAX_STORAGE_VALUE_BYTES);
  // Cloudflare's own limit, of which the framing of a value needs a part
  expect(MAX_STORAGE_VALUE_BYTES).toBeLessThan(128 * 1024);
  // one chat message, at four bytes a character, fits a value
  expect(MAX_CHAT_LENGTH * 4).toBeLessThan(MAX_STORAGE_VALUE_BYTES);
  // a case may have less than the rest, and more
  expect(MIN_MEMORY_BYTES).toBeLessThan(RUN_LIMITS.memoryBytes);
  expect(MAX_CASE_MEMORY_BYTES).toBeGreaterThan(RUN_LIMITS.memoryBytes);
  expect(UPDATE_BURST).toBeGreaterThan(MAX_UPDATES_PER_SECOND);
});
