import type { ReplayComment } from '#core/replay-protocol.ts';
import type { CommentMark, ReplaySelection } from '../replay-context.ts';

/** A mark's label is one line on the timeline; longer ones cover their neighbours. */
const MAX_LABEL = 80;

/** A comment with its answers, oldest first. */
export interface Thread {
  root: ReplayComment;
  replies: ReplayComment[];
}

/** The comments as threads in the order of their moments. An answer to something that is not there stands by itself. */
export function groupThreads(comments: readonly ReplayComment[]): Thread[] {
  const ids = new Set(comments.map(({ id }) => id));
  const isRoot = ({ parentId }: ReplayComment) => parentId === null || !ids.has(parentId);
  return comments
    .filter(isRoot)
    .sort((a, b) => a.atMs - b.atMs || byCreation(a, b))
    .map((root) => ({
      root,
      replies: comments.filter(({ parentId }) => parentId === root.id).sort(byCreation),
    }));
}

function byCreation(a: ReplayComment, b: ReplayComment): number {
  return Date.parse(a.createdAt) - Date.parse(b.createdAt);
}

/** What the timeline marks: where threads begin, in the order of their moments. */
export function listMarks(comments: readonly ReplayComment[]): CommentMark[] {
  return groupThreads(comments).map(({ root }) => ({
    id: root.id,
    atMs: root.atMs,
    label: labelOf(root),
  }));
}

function labelOf({ authorName, body }: ReplayComment): string {
  const line = `${authorName}: ${body.replace(/\s+/g, ' ').trim()}`;
  const characters = [...line];
  return characters.length <= MAX_LABEL ? line : `${characters.slice(0, MAX_LABEL - 1).join('')}…`;
}

/** A selection in words: `main.py, line 3`, `main.py, lines 3 to 5`. */
export function placeWords({
  path,
  firstLine,
  lastLine,
}: Pick<ReplaySelection, 'path' | 'firstLine' | 'lastLine'>): string {
  return firstLine === lastLine ? `${path}, line ${firstLine}` : `${path}, lines ${firstLine} to ${lastLine}`;
}

/** Whether anything is selected that a comment could be about. */
export function isPinnable(selection: ReplaySelection | null): selection is ReplaySelection {
  return selection !== null && selection.to > selection.from;
}
