// biome-ignore-all lint/suspicious/noControlCharactersInRegex: control characters are what this file looks for

/** Colours that programs may ask for by the standard codes; `output.css` gives each its light and dark value. */
const COLOURS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
export type AnsiColour = (typeof COLOURS)[number];

export interface AnsiStyle {
  colour: AnsiColour | null;
  isBold: boolean;
  isFaint: boolean;
  isUnderlined: boolean;
}
export interface AnsiSpan {
  text: string;
  style: AnsiStyle;
}

export const PLAIN: AnsiStyle = { colour: null, isBold: false, isFaint: false, isUnderlined: false };

// Control sequences (colours and all else), window titles and other strings, and single-character escapes.
const SEQUENCE =
  /\u001b(?:\[([0-9;:?]*)[ -/]*([@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[PX^_][^\u001b]*(?:\u001b\\)?|[ -/]*[0-~]?)/g;
// All but tab and line feed would show as boxes.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/**
 * Output of a program as spans to draw: colours and weights are kept, everything else that terminals obey
 * (moving the cursor, titles, clearing) is dropped. The text is plain; whoever draws it must not take it for HTML.
 */
export function parseAnsi(text: string): AnsiSpan[] {
  const spans: AnsiSpan[] = [];
  let style = PLAIN;
  let from = 0;
  const add = (piece: string) => {
    const clean = rewindLines(piece).replace(CONTROLS, '');
    if (clean) spans.push({ text: clean, style });
  };
  for (const match of text.matchAll(SEQUENCE)) {
    add(text.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[2] === 'm') style = applyCodes(style, match[1] ?? '');
  }
  add(text.slice(from));
  return spans;
}

/** The text alone, for copying. */
export function stripAnsi(text: string): string {
  return parseAnsi(text)
    .map((span) => span.text)
    .join('');
}

/** A carriage return starts the line again: of a progress bar only its last state is left. */
function rewindLines(text: string): string {
  if (!text.includes('\r')) return text;
  return text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => line.slice(line.replace(/\r+$/, '').lastIndexOf('\r') + 1))
    .join('\n');
}

function applyCodes(style: AnsiStyle, codes: string): AnsiStyle {
  const numbers = codes.split(/[;:]/).map(Number);
  let next = style;
  for (let i = 0; i < numbers.length; i++) {
    const code = numbers[i] ?? 0;
    // 38 and 48 take a palette number or three channels, which are skipped.
    if (code === 38 || code === 48) i += numbers[i + 1] === 5 ? 2 : numbers[i + 1] === 2 ? 4 : 0;
    else next = applyCode(next, code);
  }
  return next;
}

function applyCode(style: AnsiStyle, code: number): AnsiStyle {
  if (code === 0) return PLAIN;
  if (code === 1) return { ...style, isBold: true };
  if (code === 2) return { ...style, isFaint: true };
  if (code === 4) return { ...style, isUnderlined: true };
  if (code === 22) return { ...style, isBold: false, isFaint: false };
  if (code === 24) return { ...style, isUnderlined: false };
  if (code === 39) return { ...style, colour: null };
  const index = code >= 30 && code <= 37 ? code - 30 : code >= 90 && code <= 97 ? code - 90 : -1;
  const colour = COLOURS[index];
  return colour ? { ...style, colour } : style;
}
