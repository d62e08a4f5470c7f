import { expect, test } from 'vitest';
import { SavedCounter } from './saved-counter.ts';

function connected(counter = new SavedCounter()): SavedCounter {
  counter.opened();
  counter.synced();
  counter.sent('step-2');
  counter.confirmed(1);
  return counter;
}

test('is saved only when every sent frame is confirmed', () => {
  const counter = connected();
  expect(counter.state).toBe('saved');
  counter.sent('update');
  counter.edited({ wasSent: true });
  expect(counter.state).toBe('saving');
  counter.sent('update');
  counter.edited({ wasSent: true });
  counter.confirmed(2);
  expect(counter.state).toBe('saving');
  counter.confirmed(3);
  expect(counter.state).toBe('saved');
  expect(counter.hasUnsaved).toBe(false);
});

test('is not saved between the room’s document and the step 2 that carries offline edits', () => {
  const counter = new SavedCounter();
  counter.edited({ wasSent: false });
  expect(counter.state).toBe('offline-unsaved');
  counter.opened();
  counter.synced();
  expect(counter.state).toBe('saving');
  expect(counter.hasUnsaved).toBe(true);
  counter.sent('step-2');
  expect(counter.state).toBe('saving');
  counter.confirmed(1);
  expect(counter.state).toBe('saved');
  expect(counter.hasUnsaved).toBe(false);
});

test('a frame that was sent but not confirmed before the line broke is unsaved', () => {
  const counter = connected();
  counter.sent('update');
  counter.edited({ wasSent: true });
  counter.closed();
  expect(counter.state).toBe('offline-unsaved');
});

test('offline without edits says that nothing is missing', () => {
  const counter = connected();
  counter.closed();
  expect(counter.state).toBe('offline');
});

test('an edit on a closing socket is not taken for saved by a late confirmation', () => {
  const counter = connected();
  counter.sent('update');
  counter.edited({ wasSent: true });
  counter.edited({ wasSent: false });
  counter.confirmed(2);
  expect(counter.state).toBe('saving');
  expect(counter.hasUnsaved).toBe(true);
  counter.closed();
  expect(counter.state).toBe('offline-unsaved');
  connected(counter);
  expect(counter.state).toBe('saved');
});

test('confirmations of an earlier socket do not count for the next', () => {
  const counter = connected();
  counter.sent('update');
  counter.edited({ wasSent: true });
  counter.closed();
  counter.opened();
  counter.synced();
  counter.sent('step-2');
  counter.confirmed(0);
  expect(counter.state).toBe('saving');
});

test('a confirmation of more frames than were sent does not cover later ones', () => {
  const counter = connected();
  counter.confirmed(5);
  counter.sent('update');
  counter.edited({ wasSent: true });
  expect(counter.state).toBe('saving');
});

test('edits that an earlier visit left behind stay unsaved until confirmed', () => {
  const counter = new SavedCounter();
  counter.restoreUnsaved();
  expect(counter.state).toBe('offline-unsaved');
  connected(counter);
  expect(counter.hasUnsaved).toBe(false);
});
