import { useHasProblem } from '../problem/use-has-problem.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { type SideTab, shownSideTab } from './workbench.ts';

/** The tab of the side panel that shows: the wished one, or the chat where the wish is a problem that is not there. */
export function useSideTab(): SideTab {
  const { bench } = useRoom();
  const wished = useStore(bench, (state) => state.sideTab);
  return shownSideTab(wished, useHasProblem());
}
