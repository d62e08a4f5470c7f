/** What stops a text from being JSON, and where. Lines and columns count from 1. */
export interface JsonFault {
  line: number;
  column: number;
  message: string;
}

export type JsonPath = readonly PropertyKey[];

export type ParsedJson =
  | { value: unknown; fault: null; lineOf: (path: JsonPath) => number }
  | { value: null; fault: JsonFault };

/** Brackets inside each other. Whoever reads the value goes down as deep, and the stack ends somewhere. */
const MAX_DEPTH = 64;
/** Values whose lines are remembered, by their distance from the root: the deepest that a message speaks of. */
const MAX_KNOWN_DEPTH = 4;

const SPACE = /[ \t\r]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON allows none of them inside a text
const PLAIN_CHARACTERS = /[^"\\\u0000-\u001f]+/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
/** U+0000 and halves of pairs. */
const NOT_STORABLE = /\0|\p{Cs}/u;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const WORD = /(?:true|false|null)(?!\w)/y;
/** What people write who think in another language. */
const FOREIGN_WORDS: Record<string, string> = {
  None: 'null',
  nil: 'null',
  undefined: 'null',
  True: 'true',
  False: 'false',
};

/**
 * `JSON.parse` for text that people write by hand: says in words what is wrong and on which line, and where each
 * value stands. Refuses also what would silently change: whole numbers that a double cannot hold, keys given twice,
 * and characters that Postgres does not store.
 */
export function parseJsonText(text: string): ParsedJson {
  const reader = new Reader(text);
  try {
    reader.readAll();
  } catch (error) {
    if (error instanceof FaultError) return { value: null, fault: error.fault };
    throw error;
  }
  return { value: JSON.parse(text), fault: null, lineOf: (path) => reader.lineOf(path) };
}

class FaultError extends Error {
  readonly fault: JsonFault;

  constructor(fault: JsonFault) {
    super(fault.message);
    this.fault = fault;
  }
}

class Reader {
  readonly #text: string;
  readonly #lines = new Map<string, number>();
  #at = 0;
  #line = 1;
  #lineStart = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readAll(): void {
    this.#readValue([]);
    this.#skipSpace();
    if (this.#at < this.#text.length)
      this.#fail('There is more text after the end. Remove it, or join both parts.');
  }

  lineOf(path: JsonPath): number {
    for (let length = Math.min(path.length, MAX_KNOWN_DEPTH); length >= 0; length -= 1) {
      const line = this.#lines.get(keyOf(path.slice(0, length)));
      if (line !== undefined) return line;
    }
    return 1;
  }

  #readValue(path: JsonPath): void {
    this.#skipSpace();
    if (path.length <= MAX_KNOWN_DEPTH) this.#lines.set(keyOf(path), this.#line);
    const sign = this.#text[this.#at];
    if (path.length >= MAX_DEPTH)
      this.#fail(`More than ${MAX_DEPTH} brackets inside each other cannot be read.`);
    if (sign === '{') this.#readObject(path);
    else if (sign === '[') this.#readArray(path);
    else if (sign === '"') this.#readString();
    else if (sign === '-' || (sign !== undefined && /\d/.test(sign))) this.#readNumber();
    else if (!this.#take(WORD)) this.#failAtValue();
  }

  #readObject(path: JsonPath): void {
    const keys = new Set<string>();
    this.#at += 1;
    this.#skipSpace();
    if (this.#takeSign('}')) return;
    do {
      this.#skipSpace();
      if (this.#text[this.#at] === '}') this.#fail('Remove the comma before this }.');
      if (this.#text[this.#at] !== '"') this.#failAtKey();
      const key = this.#readString();
      if (keys.has(key)) this.#fail(`"${key}" is there twice. Keep one of them.`);
      keys.add(key);
      this.#skipSpace();
      if (!this.#takeSign(':')) this.#fail(`A colon is missing after "${key}".`);
      this.#readValue([...path, key]);
      this.#skipSpace();
    } while (this.#takeSign(','));
    if (!this.#takeSign('}')) this.#fail('A comma or } is missing here.');
  }

  #readArray(path: JsonPath): void {
    this.#at += 1;
    this.#skipSpace();
    if (this.#takeSign(']')) return;
    let index = 0;
    do {
      this.#skipSpace();
      if (this.#text[this.#at] === ']') this.#fail('Remove the comma before this ].');
      this.#readValue([...path, index]);
      index += 1;
      this.#skipSpace();
    } while (this.#takeSign(','));
    if (!this.#takeSign(']')) this.#fail('A comma or ] is missing here.');
  }

  #readString(): string {
    const start = this.#at;
    this.#at += 1;
    while (!this.#takeSign('"')) {
      if (this.#take(PLAIN_CHARACTERS) ?? this.#take(ESCAPE)) continue;
      if (this.#text[this.#at] === '\\')
        this.#fail('This \\ begins nothing that JSON knows. Write \\\\ for one backslash.');
      this.#at = start;
      this.#fail('This text has no closing ", or goes over the end of its line. Write \\n for a new line.');
    }
    const value: string = JSON.parse(this.#text.slice(start, this.#at));
    if (!NOT_STORABLE.test(value)) return value;
    this.#at = start;
    return this.#fail('This text has a character that cannot be stored (\\u0000, or half of a pair).');
  }

  #readNumber(): void {
    const start = this.#at;
    const found = this.#take(NUMBER);
    if (!found) this.#fail('This is not a number as JSON writes it, such as 12, -3, 0.5 or 1e9.');
    const value = Number(found);
    if (Number.isSafeInteger(value) || (Number.isFinite(value) && !/^-?\d+$/.test(found ?? ''))) return;
    this.#at = start;
    this.#fail(
      `This number is too large to be kept exactly. Whole numbers go up to ${Number.MAX_SAFE_INTEGER}; write larger ones as text.`,
    );
  }

  #failAtValue(): never {
    const rest = this.#text.slice(this.#at, this.#at + 20);
    const word = /^[A-Za-z_]\w*/.exec(rest)?.[0];
    const meant = word && FOREIGN_WORDS[word];
    if (meant) this.#fail(`Write ${meant} instead of ${word}.`);
    if (rest.startsWith("'")) this.#fail('Put texts in double quotes ("), not in single ones (\').');
    if (/^\/[/*]/.test(rest)) this.#fail('JSON has no comments. Remove this one.');
    if (word) this.#fail(`Put ${word} in double quotes if it is a text.`);
    if (/^[.+]/.test(rest)) this.#fail('Write this number with a digit first, such as 0.5.');
    return this.#fail('A value is missing here.');
  }

  #failAtKey(): never {
    const rest = this.#text.slice(this.#at, this.#at + 2);
    if (/^\/[/*]/.test(rest)) this.#fail('JSON has no comments. Remove this one.');
    return this.#fail('A name in double quotes must stand here, such as "input".');
  }

  #fail(message: string): never {
    const isAtEnd = this.#at >= this.#text.length;
    throw new FaultError({
      line: this.#line,
      column: this.#at - this.#lineStart + 1,
      message: isAtEnd ? 'The text ends too early: a closing ] or } is missing.' : message,
    });
  }

  #skipSpace(): void {
    for (;;) {
      this.#take(SPACE);
      if (this.#text[this.#at] !== '\n') return;
      this.#at += 1;
      this.#line += 1;
      this.#lineStart = this.#at;
    }
  }

  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? null;
    if (found) this.#at += found.length;
    return found;
  }

  #takeSign(sign: string): boolean {
    if (this.#text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }
}

function keyOf(path: JsonPath): string {
  return path.map(String).join('\n');
}
