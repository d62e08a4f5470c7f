import type { TextSplice } from '#core/tape/timeline/text-log.ts';

/**
 * Changes that follow each other, as changes of the text before all of them: in the order of their places, with some
 * of that text between any two. People type character by character in a few places, so that many become few.
 */
export function joinSplices(splices: readonly TextSplice[]): TextSplice[] {
  const joined: TextSplice[] = [];
  for (const splice of splices) join(joined, splice);
  return joined;
}

/** Takes one more change, of the text after those that are there. */
function join(joined: TextSplice[], { at, deleted, inserted }: TextSplice): void {
  const end = at + deleted;
  // by how much places behind the changes so far are further on than in the text before
  let shift = 0;
  let first = 0;
  for (let one = joined[first]; one && one.at + shift + one.inserted.length < at; one = joined[++first])
    shift += one.inserted.length - one.deleted;
  let from = at - shift;
  let to = end - shift;
  let head = '';
  let tail = '';
  let next = first;
  for (let one = joined[next]; one && one.at + shift <= end; one = joined[++next]) {
    const start = one.at + shift;
    if (next === first) head = one.inserted.slice(0, Math.max(0, at - start));
    tail = one.inserted.slice(Math.max(0, end - start));
    shift += one.inserted.length - one.deleted;
    from = Math.min(from, one.at);
    to = Math.max(end - shift, one.at + one.deleted);
  }
  joined.splice(first, next - first, { at: from, deleted: to - from, inserted: head + inserted + tail });
}
