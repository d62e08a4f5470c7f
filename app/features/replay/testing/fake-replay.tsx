import { act, type ReactNode, useState } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';
import { render } from '#app/features/room/testing/render.ts';
import { type Replay, ReplayContext, type ReplayFileText } from '../replay-context.ts';

export interface FakeReplay {
  replay: Replay;
  /** What the panels asked of the page, in order: `seek 1000`, `open a 2-7`. */
  asked: string[];
  /** Shows another moment or selection. */
  show: (part: Partial<Replay>) => void;
  stop: () => void;
}

/** Puts a panel beside a replay that stands at second ten of an hour, as a member sees it. */
export function renderInReplay(panel: ReactNode, part: Partial<Replay> = {}): FakeReplay {
  const asked: string[] = [];
  const files: ReplayFileText[] = [
    { id: 'a', path: 'main.py', text: 'import helper\nprint(helper.answer)\n' },
    { id: 'b', path: 'helper.py', text: 'answer = 42\n' },
    { id: 'c', path: 'notes.md', text: 'nothing to run\n' },
  ];
  const fake: FakeReplay = {
    asked,
    replay: {
      interviewId: '00000000-0000-4000-8000-0000000000ff',
      viewer: {
        kind: 'member',
        name: 'Iris Interviewer',
        canComment: true,
        canShare: true,
        canRun: true,
        seesNotes: true,
      },
      position: 20,
      atMs: 10_000,
      lengthMs: 3_600_000,
      startAt: 1_700_000_000_000,
      currentFileId: 'a',
      selection: null,
      filesNow: async () => files,
      seek: (atMs) => asked.push(`seek ${atMs}`),
      openFile: (id, place) => asked.push(`open ${id}${place ? ` ${place.from}-${place.to}` : ''}`),
      commentMarks: [],
      setCommentMarks: (marks) => {
        fake.replay = { ...fake.replay, commentMarks: marks };
      },
      ...part,
    },
    show: (change) => {
      fake.replay = { ...fake.replay, ...change };
      redraw();
    },
    stop: () => undefined,
  };
  let redraw: () => void = () => undefined;
  const page = (
    <Page
      replay={() => fake.replay}
      onRedraw={(redrawIt) => {
        redraw = redrawIt;
      }}
    >
      {panel}
    </Page>
  );
  // Dates ask the root route for the reader's time zone.
  fake.stop = render(
    <RouterProvider router={createMemoryRouter([{ id: 'root', path: '/', element: page }])} />,
  );
  return fake;
}

interface PageProps {
  replay: () => Replay;
  onRedraw: (redraw: () => void) => void;
  children: ReactNode;
}

function Page({ replay, onRedraw, children }: PageProps) {
  const [, setCount] = useState(0);
  onRedraw(() => act(() => setCount((count) => count + 1)));
  return <ReplayContext.Provider value={replay()}>{children}</ReplayContext.Provider>;
}

/** Lets promises that are ready come to their ends. */
export async function settle(): Promise<void> {
  await act(async () => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  });
}

/** The first element of this kind whose name or text matches. Throws where there is none. */
export function find<T extends HTMLElement = HTMLElement>(selector: string, name?: RegExp | string): T {
  const all = [...document.querySelectorAll<T>(selector)];
  const found = all.find((element) => name === undefined || isNamed(element, name));
  if (!found) throw new Error(`There is no ${selector} named ${name}: ${document.body.textContent}`);
  return found;
}

function isNamed(element: HTMLElement, name: RegExp | string): boolean {
  const labels = (element as HTMLInputElement).labels;
  const texts = [element.getAttribute('aria-label'), element.textContent, labels?.[0]?.textContent];
  return texts.some((text) => (typeof name === 'string' ? text?.trim() === name : name.test(text ?? '')));
}
