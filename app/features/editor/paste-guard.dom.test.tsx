import { expect, test } from 'vitest';
import { refuseHugePaste } from './paste-guard.ts';

function paste(text: string, room = 2_000_000): { isTaken: boolean; said: string[] } {
  const element = document.createElement('div');
  document.body.append(element);
  const said: string[] = [];
  const stop = refuseHugePaste(element, { getRoom: () => room, onRefused: (words) => said.push(words) });
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { getData: () => text } });
  element.dispatchEvent(event);
  stop();
  return { isTaken: !event.defaultPrevented, said };
}

test('ordinary pastes pass, also large ones', () => {
  expect(paste('x'.repeat(400_000))).toEqual({ isTaken: true, said: [] });
});

test('what is larger than the room takes in one piece is refused with what to do', () => {
  const { isTaken, said } = paste('x'.repeat(500_000));
  expect(isTaken).toBe(false);
  expect(said[0]).toMatch(/in parts/);
});

test('characters that take several bytes count as such', () => {
  expect(paste('字'.repeat(160_000)).isTaken).toBe(false);
  expect(paste('x'.repeat(160_000)).isTaken).toBe(true);
});

test('what does not fit the files together is refused', () => {
  expect(paste('hello', 3).said[0]).toMatch(/does not fit/);
});
