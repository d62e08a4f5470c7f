import { useHasProblem } from '../problem/use-has-problem.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { type SideTab, shownSideTab } from './workbench.ts';

/** The tab of the side panel that shows: the wished one, or the chat where what is wished for is not there. */
export function useSideTab(): SideTab {
  const { bench, visitor } = useRoom();
  const wished = useStore(bench, (state) => state.sideTab);
  const hasProblem = useHasProblem();
  return shownSideTab(wished, { hasProblem, hasAssistant: visitor.assistant !== null });
}
