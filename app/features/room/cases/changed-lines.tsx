import { useMemo } from 'react';
import { type DiffLine, diffTexts } from './diff.ts';
import './diff.css';

/** What a line is called in the styles: between two texts nothing is expected. */
const LOOKS = { same: 'same', missing: 'gone', extra: 'come' } as const;
const SIGNS = { same: ' ', missing: '−', extra: '+' } as const;
/** Equal lines that are shown around what differs. */
const AROUND = 3;

interface ChangedLinesProps {
  before: string;
  after: string;
  /** What readers hear before a line that went, and before one that came. */
  words: { missing: string; extra: string };
}

/** What changed between two texts, with a few lines around it. */
export function ChangedLines({ before, after, words }: ChangedLinesProps) {
  const lines = useMemo(() => diffTexts(before, after), [before, after]);
  const isNear = lines.map((_, at) =>
    lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ kind }) => kind !== 'same'),
  );
  return (
    <pre className="overflow-hidden py-1 font-mono text-[12.5px] leading-5 break-words whitespace-pre-wrap">
      {lines.map((line, index) => {
        if (!isNear[index]) {
          const isFirst = index === 0 || isNear[index - 1];
          return isFirst ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one comparison never move
            <span key={index} className="block px-2.5 text-ink-faint">
              ⋯{'\n'}
            </span>
          ) : null;
        }
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one comparison never move
          <span key={index} className={`diff-line diff-${LOOKS[line.kind]}`}>
            <span aria-hidden="true" className="diff-sign">
              {SIGNS[line.kind]}
            </span>
            <span className="sr-only">{line.kind === 'same' ? '' : words[line.kind]}</span>
            {line.pieces.map((piece, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one line never move
              <span key={n} className={piece.kind === 'same' || isWhole(line) ? '' : 'diff-mark'}>
                {piece.text}
              </span>
            ))}
            {'\n'}
          </span>
        );
      })}
    </pre>
  );
}

/** Where all of a line is other, marking all of it would say nothing. */
function isWhole({ pieces }: DiffLine): boolean {
  return pieces.every(({ kind }) => kind !== 'same');
}
