import { useEffect, useRef } from 'react';
import { useRoom } from './room-context.ts';
import { useStore } from './use-store.ts';

/** Brings up what somebody starts: the output of programs, the results of tests. Nothing moves under a person who types in the terminal. */
export function useShowRuns(): void {
  const { bench, session } = useRoom();
  const run = useStore(session.state, (state) => state.run);
  const isWelcomed = useStore(session.state, (state) => state.you !== null);
  const known = useRef<string | null | undefined>(undefined);
  useEffect(() => {
    if (!isWelcomed) return;
    const before = known.current;
    known.current = run?.runId ?? null;
    // What ran before one came in is no news.
    if (before === undefined || !run || run.runId === before) return;
    if (document.activeElement?.closest('.terminal-screen')) return;
    bench.change({ outputTab: run.tests ? 'tests' : 'output' });
  }, [run, isWelcomed, bench]);
}
