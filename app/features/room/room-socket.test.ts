import { expect, test } from 'vitest';
import { makeRoomSocket, type SyncFrameKind } from './room-socket.ts';

class FakeSocket {
  static readonly OPEN = 1;
  readyState = FakeSocket.OPEN;
  readonly frames: Uint8Array[] = [];
  send(data: Uint8Array): void {
    this.frames.push(data);
  }
}

function open({ canEdit }: { canEdit: boolean }) {
  const kinds: SyncFrameKind[] = [];
  const RoomSocket = makeRoomSocket(FakeSocket as unknown as typeof WebSocket, {
    canEdit,
    onSent: (kind) => kinds.push(kind),
  });
  const socket = new RoomSocket('ws://room');
  return { socket, kinds, frames: (socket as unknown as FakeSocket).frames };
}

const STEP_1 = Uint8Array.of(0, 0, 1, 0);
const STEP_2 = Uint8Array.of(0, 1, 3, 7, 7, 7);
const UPDATE = Uint8Array.of(0, 2, 3, 9, 9, 9);
const AWARENESS = Uint8Array.of(1, 2, 2, 2);

test('counts steps 2 and updates, and nothing else', () => {
  const { socket, kinds, frames } = open({ canEdit: true });
  for (const frame of [STEP_1, AWARENESS, STEP_2, UPDATE]) socket.send(frame);
  expect(kinds).toEqual(['step-2', 'update']);
  expect(frames).toEqual([STEP_1, AWARENESS, STEP_2, UPDATE]);
});

test('leaves out updates that the coming step 2 holds', () => {
  const { socket, kinds, frames } = open({ canEdit: true });
  for (const frame of [STEP_1, UPDATE, STEP_2, UPDATE]) socket.send(frame);
  expect(kinds).toEqual(['step-2', 'update']);
  expect(frames).toEqual([STEP_1, STEP_2, UPDATE]);
});

test('an observer’s socket never carries content', () => {
  const { socket, frames } = open({ canEdit: false });
  for (const frame of [STEP_1, STEP_2, UPDATE]) socket.send(frame);
  expect(frames).toEqual([STEP_1, Uint8Array.of(0, 1, 2, 0, 0)]);
});

test('a frame for a socket that is closing is not counted as sent', () => {
  const { socket, kinds, frames } = open({ canEdit: true });
  socket.send(STEP_2);
  (socket as unknown as FakeSocket).readyState = 2;
  socket.send(UPDATE);
  expect(kinds).toEqual(['step-2']);
  expect(frames).toEqual([STEP_2]);
});
