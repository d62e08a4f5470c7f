import { act } from 'react';
import { afterEach, expect, test } from 'vitest';
import { MAX_RUN_INPUT } from '#core/limits.ts';
import { Workbench } from '../layout/workbench.ts';
import { type Room, RoomContext } from '../room-context.ts';
import { render, typeInto } from '../testing/render.ts';
import { InputBox } from './input-box.tsx';

let stop: () => void;
afterEach(() => stop());

function show(): { bench: Workbench; field: HTMLTextAreaElement } {
  const bench = new Workbench('i', null);
  // The box reads nothing else of the room.
  const room = { bench } as unknown as Room;
  stop = render(
    <RoomContext.Provider value={room}>
      <InputBox />
    </RoomContext.Provider>,
  );
  return { bench, field: document.querySelector('textarea') as HTMLTextAreaElement };
}

test('what is typed and the switch are what the next run gets', () => {
  const { bench, field } = show();
  typeInto(field, '1\n2\n');
  act(() => document.querySelector<HTMLInputElement>('input[type="checkbox"]')?.click());
  expect(bench.get()).toMatchObject({ stdin: '1\n2\n', isInteractive: true });
});

test('input that no run takes is told at the field', () => {
  const { field } = show();
  typeInto(field, 'x'.repeat(MAX_RUN_INPUT + 3));
  const alert = document.querySelector('[role="alert"]');
  expect(alert?.textContent).toContain('Too long by 3 characters');
  expect(field.getAttribute('aria-describedby')).toBe(alert?.id);
});
