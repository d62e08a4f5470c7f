import { expect, test } from 'vitest';
import { STOPPED_CLOCK } from '#core/interview-clock.ts';
import { MAX_RUN_INPUT, TERMINAL_SCROLLBACK } from '#core/limits.ts';
import type { ClientMessageInput, ServerMessageOf } from '#core/room-protocol.ts';
import { PERSON } from '../testing/fake-room.ts';
import { TerminalLine, type TerminalPiece } from './terminal-line.ts';

const SIZE = { columns: 90, rows: 20 };
const state = { size: SIZE, typist: null };

function build({ isConnected = true } = {}) {
  const sent: ClientMessageInput[] = [];
  const line = new TerminalLine((message) => {
    if (isConnected) sent.push(message);
    return isConnected;
  });
  const drawn: TerminalPiece[] = [];
  return { line, sent, drawn, screen: (piece: TerminalPiece) => void drawn.push(piece) };
}
const welcome = (terminal: ServerMessageOf<'welcome'>['terminal']): ServerMessageOf<'welcome'> => ({
  type: 'welcome',
  version: 2,
  you: PERSON,
  people: [],
  status: 'in_progress',
  clock: STOPPED_CLOCK,
  serverTime: 0,
  chat: [],
  run: null,
  terminal,
  interviewer: null,
});
const output = (data: string) => ({ type: 'terminal-output', data }) as const;

test('a screen that opens late shows what others already saw', () => {
  const { line, drawn, screen } = build();
  line.hear(output('$ ls\r\n'));
  line.attach(screen);
  line.hear(output('main.py\r\n'));
  expect(drawn).toEqual([
    { type: 'reset', text: '$ ls\r\n' },
    { type: 'output', text: 'main.py\r\n' },
  ]);
});

test('after a lost line the screen starts over instead of showing everything twice', () => {
  const { line, drawn, screen } = build();
  line.attach(screen);
  line.hear(output('$ ls\r\n'));
  line.hear(welcome({ ...state, scrollback: '$ ls\r\nmain.py\r\n' }));
  expect(drawn.at(-1)).toEqual({ type: 'reset', text: '$ ls\r\nmain.py\r\n' });
});

test('a new connection tells the room how large this screen is', () => {
  const { line, sent } = build();
  line.resize(SIZE);
  line.hear(welcome({ ...state, scrollback: '' }));
  expect(sent).toEqual([
    { type: 'terminal-resize', size: SIZE },
    { type: 'terminal-resize', size: SIZE },
  ]);
});

test('the same size is told once, and that nothing shows too', () => {
  const { line, sent } = build();
  for (const size of [SIZE, { ...SIZE }, null, null]) line.resize(size);
  expect(sent).toEqual([
    { type: 'terminal-resize', size: SIZE },
    { type: 'terminal-resize', size: null },
  ]);
});

test('a long paste goes in pieces that the room takes, in order', () => {
  const { line, sent } = build();
  const text = `${'a'.repeat(MAX_RUN_INPUT)}b`;
  expect(line.type(text)).toBe(true);
  expect(sent.map((message) => ('data' in message ? message.data.length : 0))).toEqual([MAX_RUN_INPUT, 1]);
});

test('restarting opens another shell once the old one is gone, and not when somebody else closes it', () => {
  const { line, sent } = build();
  line.resize(SIZE);
  line.restart();
  expect(sent.map(({ type }) => type)).toEqual(['terminal-resize', 'terminal-close']);
  line.hear({ type: 'terminal', terminal: null });
  expect(sent.at(-1)).toMatchObject({ type: 'terminal-open', size: SIZE });
  line.hear({ type: 'terminal', terminal: state });
  line.hear({ type: 'terminal', terminal: null });
  expect(sent).toHaveLength(3);
});

test('what is kept for later screens is bounded', () => {
  const { line, drawn, screen } = build();
  line.hear(output('x'.repeat(TERMINAL_SCROLLBACK)));
  line.hear(output('the end'));
  line.attach(screen);
  expect(drawn[0]?.text.length).toBe(TERMINAL_SCROLLBACK);
  expect(drawn[0]?.text.endsWith('the end')).toBe(true);
});

test('without a connection nothing is said to have been sent', () => {
  const { line } = build({ isConnected: false });
  expect([line.open(), line.type('x'), line.close()]).toEqual([false, false, false]);
});
