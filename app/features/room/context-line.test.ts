import { expect, test } from 'vitest';
import type { RoomRole } from '#core/roles.ts';
import { type ClientMessageInput, encodeMessage, parseClientMessage } from '#core/room-protocol.ts';
import { ContextLine } from './context-line.ts';

/** A line whose messages are read as the room reads them. */
function open(role: RoomRole = 'candidate') {
  const sent: (ClientMessageInput | null)[] = [];
  const link = { isUp: true };
  const line = new ContextLine((message) => {
    if (link.isUp) sent.push(parseClientMessage(encodeMessage(message)));
    return link.isUp;
  }, role);
  return { line, sent, link };
}

const paste = (text: string) => ({ origin: 'pasted', fileId: 'f', text }) as const;
const signal = (length: number, isInternal: boolean) => ({
  type: 'signal',
  signal: { signal: 'paste', fileId: 'f', length, isInternal },
});

test('what was not typed is said before it is sent, and of a paste its length, not its text', () => {
  const { line, sent } = open();
  line.untyped(paste('some secret'));
  line.untyped({ origin: 'completed', fileId: 'f', text: 'print' });
  expect(sent).toEqual([
    { type: 'origin', origin: 'pasted' },
    signal(11, false),
    { type: 'origin', origin: 'completed' },
  ]);
});

test('a paste of what was copied on this page is told from one that comes from elsewhere', () => {
  const { line, sent } = open();
  line.copied('one\r\ntwo');
  line.copied('three');
  for (const text of ['one\ntwo', 'three', 'thre']) line.untyped(paste(text));
  expect(sent.filter((message) => message?.type === 'signal')).toEqual([
    signal(7, true),
    signal(5, true),
    signal(4, false),
  ]);
});

test('only so many copies are remembered', () => {
  const { line, sent } = open();
  for (let n = 0; n < 100; n++) line.copied(`copy ${n}`);
  line.untyped(paste('copy 0'));
  line.untyped(paste('copy 99'));
  expect(sent.filter((message) => message?.type === 'signal')).toEqual([signal(6, false), signal(7, true)]);
});

test('an edit that puts nothing in says nothing: no update may follow it', () => {
  const { line, sent } = open();
  line.untyped(paste(''));
  line.copied('');
  expect(sent).toEqual([]);
});

test.each(['interviewer', 'observer', 'ai'] as const)('of an %s no signals are told', (role) => {
  const { line, sent } = open(role);
  expect(line.lookedAway()).toBe(false);
  line.lookedBack(10);
  line.untyped(paste('x'));
  expect(sent).toEqual([{ type: 'origin', origin: 'pasted' }]);
});

test('without a connection a mark is not sent, and that is told', () => {
  const { line, sent, link } = open('interviewer');
  expect(line.mark('nice')).toBe(true);
  expect(sent).toMatchObject([{ type: 'mark', label: 'nice' }]);
  link.isUp = false;
  expect(line.mark('nice')).toBe(false);
});
