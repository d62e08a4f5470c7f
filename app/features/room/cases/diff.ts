/** A piece of a text: in both, only in what was expected, or only in what came. */
export interface DiffPiece {
  kind: 'same' | 'missing' | 'extra';
  text: string;
}

/** One line of the comparison, with its words told apart where it stands against another line. */
export interface DiffLine {
  kind: DiffPiece['kind'];
  pieces: readonly DiffPiece[];
}

/** Steps of one comparison. Longer texts are compared as wholes: nobody would wait, or read it. */
const MAX_STEPS = 250_000;
/** Less in common than this share and marking words would only confuse. */
const LEAST_ALIKE = 0.4;

/** How what came differs from what was expected, line by line. Line ends of Windows count as ordinary ones. */
export function diffTexts(expected: string, actual: string): DiffLine[] {
  const changes = diffLists(splitLines(expected), splitLines(actual));
  const lines: DiffLine[] = [];
  let missing: string[] = [];
  let extra: string[] = [];
  const flush = () => {
    lines.push(...pairLines(missing, extra));
    missing = [];
    extra = [];
  };
  for (const { kind, item } of changes) {
    if (kind === 'missing') missing.push(item);
    else if (kind === 'extra') extra.push(item);
    else {
      flush();
      lines.push({ kind: 'same', pieces: [{ kind: 'same', text: item }] });
    }
  }
  flush();
  return lines;
}

/** Lines that stand in one place: those expected, then those that came; one against one by word. */
function pairLines(missing: readonly string[], extra: readonly string[]): DiffLine[] {
  const pairs = missing.map((line, index) => diffWords(line, extra[index]));
  const others = extra.map((line, index) => diffWords(line, missing[index]));
  return [
    ...pairs.map((pieces) => ({ kind: 'missing' as const, pieces: asOnly(pieces, 'missing') })),
    ...others.map((pieces) => ({ kind: 'extra' as const, pieces: asOnly(pieces, 'extra') })),
  ];
}

/** The pieces of one line, where `extra` stands for what its partner lacks. */
function asOnly(pieces: readonly DiffPiece[], kind: 'missing' | 'extra'): DiffPiece[] {
  return pieces.map((piece) => (piece.kind === 'same' ? piece : { ...piece, kind }));
}

/** By words, signs and spaces; where both lines are one word, by characters. */
function diffWords(line: string, partner: string | undefined): DiffPiece[] {
  if (partner === undefined) return [{ kind: 'extra', text: line }];
  let [own, others] = [splitWords(line), splitWords(partner)];
  if (own.length === 1 && others.length === 1) [own, others] = [[...line], [...partner]];
  const changes = diffLists(others, own);
  const same = changes.filter(({ kind }) => kind === 'same').length;
  if (same < LEAST_ALIKE * Math.max(own.length, others.length)) return [{ kind: 'extra', text: line }];
  const pieces: DiffPiece[] = [];
  for (const { kind, item } of changes) {
    if (kind === 'missing') continue;
    const last = pieces.at(-1);
    if (last?.kind === kind) last.text += item;
    else pieces.push({ kind, text: item });
  }
  return pieces;
}

interface Change {
  kind: DiffPiece['kind'];
  item: string;
}

/** The longest common subsequence, after what both begin and end with. */
function diffLists(expected: readonly string[], actual: readonly string[]): Change[] {
  let start = 0;
  while (start < expected.length && start < actual.length && expected[start] === actual[start]) start++;
  let end = 0;
  while (
    end < expected.length - start &&
    end < actual.length - start &&
    expected[expected.length - 1 - end] === actual[actual.length - 1 - end]
  ) {
    end++;
  }
  const same = (items: readonly string[]): Change[] => items.map((item) => ({ kind: 'same', item }));
  return [
    ...same(expected.slice(0, start)),
    ...diffMiddle(expected.slice(start, expected.length - end), actual.slice(start, actual.length - end)),
    ...same(expected.slice(expected.length - end)),
  ];
}

function diffMiddle(expected: readonly string[], actual: readonly string[]): Change[] {
  const missing = (item: string): Change => ({ kind: 'missing', item });
  const extra = (item: string): Change => ({ kind: 'extra', item });
  const [rows, columns] = [expected.length, actual.length];
  if (rows === 0 || columns === 0 || rows * columns > MAX_STEPS) {
    return [...expected.map(missing), ...actual.map(extra)];
  }
  // lengths[i][j]: of the longest list that expected from i and actual from j have in common.
  const width = columns + 1;
  const lengths = new Uint16Array((rows + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      lengths[i * width + j] =
        expected[i] === actual[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const changes: Change[] = [];
  let [i, j] = [0, 0];
  while (i < rows || j < columns) {
    const [left, right] = [expected[i], actual[j]];
    if (left !== undefined && left === right) {
      changes.push({ kind: 'same', item: left });
      i++;
      j++;
    } else if (right === undefined || (left !== undefined && at(i + 1, j) >= at(i, j + 1))) {
      changes.push(missing(left ?? ''));
      i++;
    } else {
      changes.push(extra(right));
      j++;
    }
  }
  return changes;
}

function splitWords(line: string): string[] {
  return line.match(/[\p{L}\p{N}_.]+|\s+|./gu) ?? [];
}

/** Lines without their ends; a line end at the very end does not begin another line. */
function splitLines(text: string): string[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
