import { can } from '#core/roles.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';

/** Whether there is something to show of what is asked: a problem, or a plan that this person may ask from. */
export function useHasProblem(): boolean {
  const { problem, visitor } = useRoom();
  const hasProblem = useStore(problem, (value) => value !== null);
  return hasProblem || (can(visitor.role, 'ask') && visitor.plan.length > 0);
}
