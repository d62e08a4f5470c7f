import type * as Y from 'yjs';
import { drawNormal } from './random.ts';

/** One edit that somebody makes, and the pause before it in milliseconds. */
export interface Step {
  pause: number;
  /** Where the cursor went first, if it moved otherwise than by typing. */
  movedTo: number | null;
  edit: (text: Y.Text) => void;
}

const NAMES = [
  'total',
  'items',
  'left',
  'right',
  'node',
  'seen',
  'queue',
  'count',
  'index',
  'best',
  'graph',
  'edges',
];
const LINES = [
  'def solve(A, B):',
  '    C = len(A)',
  '    for A in range(B):',
  '        if A[B] > C:',
  '            C = max(A, B[C])',
  '        A.append(B)',
  '    while A:',
  '        B = A.pop()',
  '        if B in C:',
  '            continue',
  '    return A',
  '# A keeps the B that were not C yet',
  'print(solve([3, 1, 2], 4))',
];

/** Types lines of code as people do: in bursts, with slips, a look back now and then, a paste here and there. */
export class Typist {
  readonly #random: () => number;
  readonly #waiting: Step[] = [];
  #cursor = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** What comes next, given the text as the typist sees it. */
  next(text: Y.Text): Step {
    if (this.#waiting.length === 0) this.#plan(text);
    return this.#waiting.shift() ?? this.#insert('\n', this.#pause());
  }

  #plan(text: Y.Text): void {
    this.#cursor = Math.min(this.#cursor, text.length);
    const choice = this.#random();
    if (choice < 0.12 && text.length > 40) this.#jump(text);
    if (choice > 0.985)
      this.#add(this.#insert(`${this.#line()}\n${this.#line()}\n${this.#line()}\n`, this.#thought()));
    else if (choice > 0.95 && text.length > 60) this.#replaceWord(text);
    else this.#typeLine();
  }

  #typeLine(): void {
    const line = this.#line();
    const indent = /^ */.exec(line)?.[0] ?? '';
    this.#add(this.#insert(`\n${indent}`, this.#thought()));
    for (const char of line.slice(indent.length)) {
      if (this.#random() < 0.04) {
        this.#add(this.#insert('x', this.#pause()));
        this.#add(this.#erase(1, this.#pause() * 2));
      }
      this.#add(char === '(' ? this.#insertAround('(', ')') : this.#insert(char, this.#pause()));
    }
  }

  #replaceWord(text: Y.Text): void {
    this.#jump(text);
    const length = Math.min(3 + Math.floor(this.#random() * 5), text.length - this.#cursor);
    const word = this.#pick(NAMES);
    this.#add({
      pause: this.#pause(),
      movedTo: null,
      edit: (target) => {
        target.delete(this.#cursor, length);
        target.insert(this.#cursor, word[0] ?? '');
        this.#cursor += 1;
      },
    });
    for (const char of word.slice(1)) this.#add(this.#insert(char, this.#pause()));
  }

  #jump(text: Y.Text): void {
    const reach = this.#random() < 0.7 ? 120 : text.length;
    const moved = this.#cursor + Math.round((this.#random() - 0.5) * 2 * reach);
    this.#cursor = Math.max(0, Math.min(text.length - 10, moved));
    this.#add({ ...this.#insert('', this.#thought()), movedTo: this.#cursor });
  }

  #insert(content: string, pause: number): Step {
    return {
      pause,
      movedTo: null,
      edit: (text) => {
        this.#cursor = Math.min(this.#cursor, text.length);
        if (content) text.insert(this.#cursor, content);
        this.#cursor += content.length;
      },
    };
  }

  #insertAround(before: string, after: string): Step {
    const step = this.#insert(before + after, this.#pause());
    return {
      ...step,
      edit: (text) => {
        step.edit(text);
        this.#cursor -= after.length;
      },
    };
  }

  #erase(length: number, pause: number): Step {
    return {
      pause,
      movedTo: null,
      edit: (text) => {
        const from = Math.max(0, Math.min(this.#cursor, text.length) - length);
        text.delete(from, Math.min(length, text.length - from));
        this.#cursor = from;
      },
    };
  }

  #add(step: Step): void {
    this.#waiting.push(step);
  }

  #line(): string {
    return this.#pick(LINES).replace(/[ABC]/g, () => this.#pick(NAMES));
  }

  #pause(): number {
    return 165 * Math.exp(0.55 * drawNormal(this.#random));
  }

  #thought(): number {
    return 1200 * Math.exp(drawNormal(this.#random));
  }

  #pick(list: readonly string[]): string {
    return list[Math.floor(this.#random() * list.length)] ?? '';
  }
}
