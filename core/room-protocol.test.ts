import { expect, test } from 'vitest';
import { CLOSE_CODES, getCloseReason } from './close-codes.ts';
import { ERRORS } from './error-codes.ts';
import { MAX_CHAT_LENGTH } from './limits.ts';
import { encodeMessage, parseClientMessage, parseServerMessage } from './room-protocol.ts';
import { MAX_MARK_LENGTH } from './tape/context.ts';

const id = '7f6b2c1e-6a55-4c52-9a42-0a8f1f7b6a10';

test('a message of either side comes back as it was', () => {
  const chat = { type: 'chat', id, text: 'hello' } as const;
  expect(parseClientMessage(encodeMessage(chat))).toEqual(chat);
  const saved = { type: 'saved', count: 3 } as const;
  expect(parseServerMessage(encodeMessage(saved))).toEqual(saved);
});

test('what is no message is null', () => {
  for (const json of [
    '',
    '{',
    'null',
    '[]',
    '{}',
    '{"type":"saved","count":1}',
    `{"type":"chat","id":"1","text":"x"}`,
  ]) {
    expect(parseClientMessage(json), json).toBeNull();
  }
  expect(parseServerMessage('{"type":"saved","count":-1}')).toBeNull();
});

test('a chat message has something to say, and not too much', () => {
  const say = (text: string) => parseClientMessage(JSON.stringify({ type: 'chat', id, text }));
  expect(say(' a ')).toMatchObject({ text: 'a' });
  expect(say('   ')).toBeNull();
  expect(say('x'.repeat(MAX_CHAT_LENGTH))).not.toBeNull();
  expect(say('x'.repeat(MAX_CHAT_LENGTH + 1))).toBeNull();
});

test('a mark has a label that fits a timeline, or none', () => {
  const mark = (label?: string) => parseClientMessage(JSON.stringify({ type: 'mark', id, label }));
  expect(mark()).toMatchObject({ label: '' });
  expect(mark(' idea ')).toMatchObject({ label: 'idea' });
  expect(mark('x'.repeat(MAX_MARK_LENGTH))).not.toBeNull();
  expect(mark('x'.repeat(MAX_MARK_LENGTH + 1))).toBeNull();
});

test('a browser tells only the origins and signals that it can know', () => {
  const say = (message: object) => parseClientMessage(JSON.stringify(message));
  expect(say({ type: 'origin', origin: 'pasted' })).not.toBeNull();
  expect(say({ type: 'origin', origin: 'workspace' })).toBeNull();
  expect(say({ type: 'signal', signal: { signal: 'focus-lost' } })).not.toBeNull();
  for (const signal of ['second-tab', 'reconnected'])
    expect(say({ type: 'signal', signal: { signal, awayMs: 1 } })).toBeNull();
  const paste = { signal: 'paste', fileId: 'f', length: 1, isInternal: false };
  expect(say({ type: 'signal', signal: paste })).not.toBeNull();
  for (const wrong of [{ length: -1 }, { length: 1.5 }, { fileId: 'x'.repeat(65) }, { isInternal: 1 }])
    expect(say({ type: 'signal', signal: { ...paste, ...wrong } })).toBeNull();
});

test('every close code has one reason, and only codes that end for good are in the 4400s', () => {
  const codes = Object.values(CLOSE_CODES);
  expect(new Set(codes).size).toBe(codes.length);
  for (const [reason, code] of Object.entries(CLOSE_CODES)) expect(getCloseReason(code)).toBe(reason);
  expect(getCloseReason(1006)).toBeNull();
  expect(codes.filter((code) => code < 4400 || code >= 4500)).toEqual([CLOSE_CODES.resync]);
});

test('every refusal says what to do, and has a status of an error', () => {
  for (const [code, { status, text }] of Object.entries(ERRORS)) {
    expect(status, code).toBeGreaterThanOrEqual(400);
    expect(text, code).toMatch(/\.$/);
  }
});
