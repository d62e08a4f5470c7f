import { type Inline, parseInline } from './markdown-inline.ts';

export type Alignment = 'left' | 'center' | 'right' | null;

/** A part of a text that stands on lines of its own. */
export type Block =
  | { type: 'heading'; level: number; content: Inline[] }
  | { type: 'paragraph'; content: Inline[] }
  | { type: 'code'; language: string; text: string }
  | { type: 'quote'; blocks: Block[] }
  | { type: 'list'; start: number | null; items: Block[][] }
  | { type: 'table'; alignments: Alignment[]; head: Inline[][]; rows: Inline[][][] }
  | { type: 'rule' };

/** Lists and quotes inside each other. What is deeper is read as plain paragraphs. */
const MAX_DEPTH = 8;

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}(#{1,6})(?=[ \t]|$)/;
const RULE = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])(?: {1,4}(?! )|(?= )|$)/;
const TABLE_CELL = /^:?-+:?$/;

/**
 * Reads the Markdown that statements are written in: headings, paragraphs, lists, quotes, fenced code, tables, rules.
 * Nothing is refused: what fits no rule is a paragraph.
 */
export function parseBlocks(markdown: string): Block[] {
  return readLines(markdown.replace(/\r\n?/g, '\n').replace(/\t/g, '    ').split('\n'), 0);
}

function readLines(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    if (isBlank(lines[at])) at += 1;
    else at = readBlock(lines, { at, depth, blocks });
  }
  return blocks;
}

/** Reads the block that begins at a line, adds it, and gives the line after it. */
function readBlock(
  lines: readonly string[],
  { at, depth, blocks }: { at: number; depth: number; blocks: Block[] },
): number {
  const line = lines[at] ?? '';
  const fence = findFence(line);
  if (fence) return readCode(lines, { at, fence, blocks });
  const heading = HEADING.exec(line);
  if (heading) {
    const words = line
      .slice(heading[0].length)
      .trim()
      .replace(/(?:^|[ ])#+$/, '');
    blocks.push({ type: 'heading', level: heading[1]?.length ?? 1, content: parseInline(words.trim()) });
    return at + 1;
  }
  if (RULE.test(line)) {
    blocks.push({ type: 'rule' });
    return at + 1;
  }
  if (depth < MAX_DEPTH && QUOTE.test(line)) return readQuote(lines, { at, depth, blocks });
  if (depth < MAX_DEPTH && ITEM.test(line)) return readList(lines, { at, depth, blocks });
  if (isTableHead(lines, at)) return readTable(lines, { at, blocks });
  return readParagraph(lines, { at, blocks });
}

function readCode(
  lines: readonly string[],
  { at, fence, blocks }: { at: number; fence: Fence; blocks: Block[] },
): number {
  const { mark, language } = fence;
  const indent = (lines[at] ?? '').search(/\S/);
  const text: string[] = [];
  let next = at + 1;
  for (; next < lines.length; next += 1) {
    const line = lines[next] ?? '';
    const close = line.trim();
    if (close.length >= mark.length && close === (mark[0] ?? '').repeat(close.length)) break;
    text.push(line.slice(Math.min(indent, Math.max(0, line.search(/\S|$/)))));
  }
  blocks.push({ type: 'code', language, text: text.join('\n') });
  return next + 1;
}

function readQuote(
  lines: readonly string[],
  { at, depth, blocks }: { at: number; depth: number; blocks: Block[] },
): number {
  const inner: string[] = [];
  let next = at;
  for (; next < lines.length && QUOTE.test(lines[next] ?? ''); next += 1)
    inner.push((lines[next] ?? '').replace(QUOTE, ''));
  blocks.push({ type: 'quote', blocks: readLines(inner, depth + 1) });
  return next;
}

function readList(
  lines: readonly string[],
  { at, depth, blocks }: { at: number; depth: number; blocks: Block[] },
): number {
  const items: Block[][] = [];
  const first = ITEM.exec(lines[at] ?? '')?.[2] ?? '';
  let next = at;
  while (next < lines.length) {
    const match = ITEM.exec(lines[next] ?? '');
    if (!match || kindOf(match[2] ?? '') !== kindOf(first) || RULE.test(lines[next] ?? '')) break;
    const indent = match[0].length;
    const inner = [(lines[next] ?? '').slice(indent)];
    for (next += 1; next < lines.length; next += 1) {
      const line = lines[next] ?? '';
      if (isBlank(line)) inner.push('');
      else if (line.search(/\S/) >= Math.min(indent, 4))
        inner.push(line.slice(Math.min(indent, line.search(/\S/))));
      else if (inner.at(-1) !== '' && !ITEM.test(line) && !startsBlock(line)) inner.push(line);
      else break;
    }
    items.push(readLines(inner, depth + 1));
  }
  blocks.push({ type: 'list', start: /^\d/.test(first) ? Number.parseInt(first, 10) : null, items });
  return next;
}

function readTable(lines: readonly string[], { at, blocks }: { at: number; blocks: Block[] }): number {
  const head = splitRow(lines[at] ?? '');
  const alignments = splitRow(lines[at + 1] ?? '').map(alignmentOf);
  const rows: Inline[][][] = [];
  let next = at + 2;
  for (; next < lines.length && !isBlank(lines[next]) && !startsBlock(lines[next] ?? ''); next += 1) {
    const cells = splitRow(lines[next] ?? '');
    rows.push(head.map((_, index) => parseInline(cells[index] ?? '')));
  }
  blocks.push({ type: 'table', alignments, head: head.map(parseInline), rows });
  return next;
}

function readParagraph(lines: readonly string[], { at, blocks }: { at: number; blocks: Block[] }): number {
  let next = at + 1;
  while (next < lines.length && !isBlank(lines[next]) && !startsBlock(lines[next] ?? '')) next += 1;
  const text = lines
    .slice(at, next)
    .map((line) => line.trimStart())
    .join('\n');
  blocks.push({ type: 'paragraph', content: parseInline(text.trimEnd()) });
  return next;
}

/** Whether a line ends the paragraph before it. A number does so only as the first of a list: years begin lines too. */
function startsBlock(line: string): boolean {
  if (findFence(line) || HEADING.test(line) || RULE.test(line) || QUOTE.test(line)) return true;
  const item = ITEM.exec(line);
  return (
    item !== null &&
    line.length > item[0].length &&
    (!/\d/.test(item[2] ?? '') || /^1[.)]$/.test(item[2] ?? ''))
  );
}

function isTableHead(lines: readonly string[], at: number): boolean {
  const head = lines[at] ?? '';
  const line = lines[at + 1] ?? '';
  if (!head.includes('|') || !line.includes('-')) return false;
  const marks = splitRow(line);
  return marks.length === splitRow(head).length && marks.every((mark) => TABLE_CELL.test(mark));
}

interface Fence {
  mark: string;
  language: string;
}

/** The fence that a line opens. Back-ticks with more of them behind are code inside a paragraph. */
function findFence(line: string): Fence | null {
  const match = FENCE.exec(line);
  if (!match) return null;
  const [whole, mark = ''] = match;
  const language = line.slice(whole.length);
  return mark.startsWith('`') && language.includes('`') ? null : { mark, language: language.trim() };
}

/** Cells of a row. A bar inside code or after a backslash belongs to the cell. */
function splitRow(line: string): string[] {
  const row = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  const cells: string[] = [];
  let cell = '';
  let isCode = false;
  for (let at = 0; at < row.length; at += 1) {
    if (row[at] === '\\' && row[at + 1] === '|') {
      cell += '|';
      at += 1;
    } else if (row[at] === '|' && !isCode) {
      cells.push(cell.trim());
      cell = '';
    } else {
      if (row[at] === '`') isCode = !isCode;
      cell += row[at];
    }
  }
  return [...cells, cell.trim()];
}

function alignmentOf(cell: string): Alignment {
  if (cell.startsWith(':')) return cell.endsWith(':') ? 'center' : 'left';
  return cell.endsWith(':') ? 'right' : null;
}

/** Items of one list have the same kind of mark: `-`, `*`, `+`, `1.` or `1)`. */
function kindOf(mark: string): string {
  return mark.at(-1) ?? '';
}

function isBlank(line: string | undefined): boolean {
  return !line || line.trim() === '';
}
