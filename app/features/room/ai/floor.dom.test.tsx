import { act } from 'react';
import { afterEach, expect, test } from 'vitest';
import { RoomContext } from '../room-context.ts';
import { buildRoomWithInterviewer, holdBy } from '../testing/interviewer.ts';
import { render } from '../testing/render.ts';
import { FloorBanner } from './floor-banner.tsx';
import { HandInDialog } from './hand-in-dialog.tsx';
import { InterviewerHead } from './interviewer-head.tsx';

let stop: () => void;
afterEach(() => stop());

function show(built: ReturnType<typeof buildRoomWithInterviewer>, element: React.ReactElement) {
  stop = render(<RoomContext.Provider value={built.room}>{element}</RoomContext.Provider>);
}
const buttons = () => [...document.querySelectorAll('button')].map(({ textContent }) => textContent);
const push = (label: string) =>
  act(() => [...document.querySelectorAll('button')].find((one) => one.textContent === label)?.click());

test('[INT4] an interviewer asks the AI to wait, takes over and hands back', () => {
  const built = buildRoomWithInterviewer('interviewer');
  show(built, <InterviewerHead />);
  expect(document.body.textContent).toContain('AI interviewer, Scripted, no model');
  expect(buttons()).toEqual(['Ask to wait', 'Take over']);
  push('Ask to wait');
  act(() => built.state.update((state) => ({ ...state, interviewer: holdBy('Ada', false) })));
  expect(buttons()).toEqual(['Take over', 'Hand back']);
  push('Take over');
  act(() => built.state.update((state) => ({ ...state, interviewer: holdBy('Ada', true) })));
  expect(buttons()).toEqual(['Hand back']);
  push('Hand back');
  expect(built.sent).toMatchObject([
    { type: 'hold-interviewer', takesOver: false },
    { type: 'hold-interviewer', takesOver: true },
    { type: 'hand-back' },
  ]);
});

test('[INT4] without a line nothing is taken, and the page says so', () => {
  const built = buildRoomWithInterviewer('interviewer');
  built.line.isOpen = false;
  show(built, <InterviewerHead />);
  push('Take over');
  expect(built.toasts).toEqual([expect.stringContaining('no connection')]);
});

test.each(['candidate', 'observer'] as const)('[INT4] a %s sees what thinks and takes nothing', (role) => {
  show(buildRoomWithInterviewer(role), <InterviewerHead />);
  expect(document.body.textContent).toContain('Scripted, no model');
  expect(buttons()).toEqual([]);
});

test('[INT5] an AI interviewer that is gone is said to be', () => {
  const built = buildRoomWithInterviewer('candidate');
  show(built, <InterviewerHead />);
  expect(document.body.textContent).not.toContain('not here');
  act(() => built.state.update((state) => ({ ...state, people: state.people.slice(0, 1) })));
  expect(document.body.textContent).toContain('not here right now');
});

test('[INT4] everybody reads who has the floor, and interviewers can hand it back there', () => {
  const asCandidate = buildRoomWithInterviewer('candidate', { interviewer: holdBy('Ada', true) });
  show(asCandidate, <FloorBanner />);
  expect(document.body.textContent).toBe('Ada has taken over from the AI interviewer.');
  stop();
  const asInterviewer = buildRoomWithInterviewer('interviewer', { interviewer: holdBy('Ada', true) });
  show(asInterviewer, <FloorBanner />);
  push('Hand back');
  expect(asInterviewer.sent).toMatchObject([{ type: 'hand-back' }]);
});

test('[INT6] handing in asks first, and can be tried again when the room refused', () => {
  const built = buildRoomWithInterviewer('candidate');
  show(built, <HandInDialog />);
  expect(built.sent).toEqual([]);
  expect(document.body.textContent).toContain('cannot be undone');
  push('Hand in');
  expect(built.sent).toMatchObject([{ type: 'end-interview' }]);
  const isPending = () => document.querySelector('[aria-busy="true"], button:disabled') !== null;
  expect(isPending()).toBe(true);
  const refusal = { requestId: null, code: 'internal' as const, message: 'No.' };
  act(() => built.state.update((state) => ({ ...state, refusal })));
  expect(isPending()).toBe(false);
});
