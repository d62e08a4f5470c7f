import { expect, test } from 'vitest';
import { copyText, watchCopies } from './copied.ts';

function press(type: 'copy' | 'cut', text: string): void {
  const event = new Event(type, { bubbles: true });
  Object.assign(event, { clipboardData: { getData: () => text } });
  document.body.dispatchEvent(event);
}

test('hears what is copied and cut by keyboard and by button, until it stops', async () => {
  const heard: string[] = [];
  const written: string[] = [];
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText: async (text: string) => void written.push(text) },
  });
  const stop = watchCopies((text) => heard.push(text));
  press('copy', 'one');
  press('cut', 'two');
  await copyText('three');
  stop();
  press('copy', 'four');
  await copyText('five');
  expect(heard).toEqual(['one', 'two', 'three']);
  expect(written).toEqual(['three', 'five']);
});

test('what the browser did not allow was not copied', async () => {
  const heard: string[] = [];
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText: () => Promise.reject(new Error('not allowed')) },
  });
  const stop = watchCopies((text) => heard.push(text));
  await expect(copyText('x')).rejects.toThrow();
  stop();
  expect(heard).toEqual([]);
});
