/** A text with the line ends of the editor, and where offsets of the original are in it. */
export interface EditorText {
  text: string;
  /** The place in `text` of an offset of the original. */
  place: (offset: number) => number;
}

/** The editor knows `\n` alone: every `\r\n` becomes one character shorter, a lone `\r` a line end of its own. */
export function toEditorText(original: string): EditorText {
  if (!original.includes('\r')) return { text: original, place: (offset) => offset };
  const dropped: number[] = [];
  for (let at = original.indexOf('\r\n'); at >= 0; at = original.indexOf('\r\n', at + 2)) dropped.push(at);
  return {
    text: original.replace(/\r\n?/g, '\n'),
    place: (offset) => offset - countBefore(dropped, offset),
  };
}

function countBefore(ascending: readonly number[], offset: number): number {
  let low = 0;
  for (let high = ascending.length; low < high; ) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
