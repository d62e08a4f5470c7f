/** A piece of text inside a paragraph. Strings are shown as they are. */
export type Inline =
  | string
  | { type: 'code'; text: string }
  | { type: 'strong' | 'emphasis'; children: Inline[] }
  | { type: 'link'; href: string; children: Inline[] }
  | { type: 'break' };

/** Emphasis that is open at once. Deeper nesting means nothing to a reader and would exhaust the stack of whoever draws it. */
const MAX_OPEN = 24;
/** Links lead to these and nowhere else: `javascript:` and `data:` addresses run in the page. */
const LINK_PROTOCOLS = new Set(['http:', 'https:', 'mailto:']);

const LINK =
  /(!?)\[((?:[^[\]\\]|\\.)*)\]\([ \t]*<?([^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?(?:[ \t]+"[^"]*")?[ \t]*\)/y;
const ADDRESS = /<((?:https?:|mailto:)[^\s<>]+)>/y;
const BREAK = /(?: {2,}|\\)\n/y;
const ESCAPE = /\\([!-/:-@[-`{-~])/y;
const DELIMITER = /\*+|_+/y;
const PLAIN = /[^\\`*_[!< \n]+| +|[\s\S]/y;

/**
 * Reads what stands inside a paragraph: code, bold, emphasis, links, line breaks. Markup of HTML is text like any
 * other, pictures become their description. The time it takes grows with the length of the text, whatever it is.
 */
export function parseInline(text: string): Inline[] {
  return read(text, { hasLinks: true });
}

/** The words of a paragraph without its marks. */
export function inlineText(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node;
      if (node.type === 'break') return '\n';
      return node.type === 'code' ? node.text : inlineText(node.children);
    })
    .join('');
}

function read(text: string, { hasLinks }: { hasLinks: boolean }): Inline[] {
  const out = new Emphasis();
  const codeSpans = new CodeSpans(text);
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at += match[0].length;
    return match;
  };
  const readOne = (): Inline => {
    if (text[at] === '`') {
      const { node, length } = codeSpans.read(at);
      at += length;
      return node;
    }
    if (take(BREAK)) return { type: 'break' };
    const escaped = take(ESCAPE);
    if (escaped) return escaped[1] ?? '';
    const link = hasLinks && (take(ADDRESS) ?? take(LINK));
    if (link) return link[3] === undefined ? readAddress(link) : readLink(link);
    return take(PLAIN)?.[0] ?? '';
  };
  while (at < text.length) {
    const before = text[at - 1];
    const signs = take(DELIMITER);
    if (signs) out.delimit(signs[0], { before, after: text[at] });
    else out.add(readOne());
  }
  return out.end();
}

function readAddress([whole, address = '']: RegExpExecArray): Inline {
  return makeLink(address, [address]) ?? whole;
}

function readLink([whole, picture, label = '', href = '']: RegExpExecArray): Inline {
  const children = read(label, { hasLinks: false });
  if (picture) return inlineText(children);
  return makeLink(href, children) ?? whole;
}

function makeLink(href: string, children: Inline[]): Inline | null {
  if (!URL.canParse(href)) return null;
  const url = new URL(href);
  return LINK_PROTOCOLS.has(url.protocol) ? { type: 'link', href: url.href, children } : null;
}

/** Code between runs of back-ticks of the same length. */
class CodeSpans {
  readonly #text: string;
  /** Lengths of runs that do not come again. */
  readonly #unclosed = new Set<number>();

  constructor(text: string) {
    this.#text = text;
  }

  read(start: number): { node: Inline; length: number } {
    const length = this.#runAt(start);
    const fence = '`'.repeat(length);
    let close = this.#unclosed.has(length) ? -1 : this.#text.indexOf(fence, start + length);
    while (close >= 0 && this.#runAt(close) !== length)
      close = this.#text.indexOf(fence, close + this.#runAt(close));
    if (close < 0) {
      this.#unclosed.add(length);
      return { node: fence, length };
    }
    const inner = this.#text.slice(start + length, close).replace(/\n/g, ' ');
    const isPadded = inner.startsWith(' ') && inner.endsWith(' ') && inner.trim() !== '';
    const node: Inline = { type: 'code', text: isPadded ? inner.slice(1, -1) : inner };
    return { node, length: close + length - start };
  }

  #runAt(start: number): number {
    let end = start;
    while (this.#text[end] === '`') end += 1;
    return end - start;
  }
}

interface OpenMark {
  mark: string;
  /** How many of its signs are not used yet. */
  count: number;
  nodes: Inline[];
}

/** Builds nested bold and emphasis from signs that open and close. What never closes stays text. */
class Emphasis {
  readonly #open: OpenMark[] = [{ mark: '', count: 0, nodes: [] }];

  add(node: Inline): void {
    const { nodes } = this.#top();
    const last = nodes.length - 1;
    const before = nodes[last];
    if (typeof node === 'string' && typeof before === 'string') nodes[last] = before + node;
    else nodes.push(node);
  }

  delimit(signs: string, around: { before: string | undefined; after: string | undefined }): void {
    const mark = signs[0] ?? '';
    const splitsWords = mark === '*';
    const isOpening = !isSpace(around.after) && (splitsWords || !isWord(around.before));
    const isClosing = !isSpace(around.before) && (splitsWords || !isWord(around.after));
    let count = signs.length;
    const isEmphasis = count <= 3;
    while (isEmphasis && isClosing && count > 0) {
      const index = this.#open.findLastIndex((open) => open.mark === mark);
      if (index < 0) break;
      count -= this.#close(index, count);
    }
    if (count === 0) return;
    if (isEmphasis && isOpening && this.#open.length < MAX_OPEN) this.#open.push({ mark, count, nodes: [] });
    else this.add(mark.repeat(count));
  }

  end(): Inline[] {
    this.#flattenAbove(0);
    return this.#top().nodes;
  }

  /** Wraps what came since this mark. Gives how many closing signs that took. */
  #close(index: number, count: number): number {
    this.#flattenAbove(index);
    const open = this.#top();
    const used = Math.min(2, open.count, count);
    const node: Inline = { type: used === 2 ? 'strong' : 'emphasis', children: open.nodes };
    open.count -= used;
    open.nodes = [];
    if (open.count === 0) this.#open.pop();
    this.add(node);
    return used;
  }

  #flattenAbove(index: number): void {
    const above = this.#open.splice(index + 1);
    for (const { mark, count, nodes } of above) {
      this.add(mark.repeat(count));
      for (const node of nodes) this.add(node);
    }
  }

  #top(): OpenMark {
    const top = this.#open.at(-1);
    if (!top) throw new Error('The root of a paragraph is never closed.');
    return top;
  }
}

function isSpace(sign: string | undefined): boolean {
  return sign === undefined || /\s/.test(sign);
}

function isWord(sign: string | undefined): boolean {
  return sign !== undefined && /[\p{L}\p{N}_]/u.test(sign);
}
