import type { Piece } from './spoken.ts';

interface SpeechTextProps {
  text: string;
  marks: readonly Piece[];
  /** The one of these that was gone to. */
  active: Piece | null;
  /** What is spoken right now. */
  spoken: Piece | null;
}

/** The words of an utterance, with what is searched for and what is spoken standing out. */
export function SpeechText({ text, marks, active, spoken }: SpeechTextProps) {
  if (marks.length === 0 && !spoken) return text;
  const pieces = spoken ? [...marks, spoken] : marks;
  const ends = new Set([0, text.length, ...pieces.flatMap(({ from, to }) => [from, to])]);
  const places = [...ends].sort((a, b) => a - b);
  return places.slice(0, -1).map((from, n) => {
    const to = places[n + 1] ?? text.length;
    const covers = (piece: Piece) => piece.from <= from && to <= piece.to;
    const part = text.slice(from, to);
    const said = spoken && covers(spoken) ? <Spoken text={part} /> : part;
    const mark = marks.find(covers);
    if (!mark) return <span key={from}>{said}</span>;
    const look = mark === active ? 'bg-accent text-accent-ink' : 'bg-warn-wash text-warn';
    return (
      <mark key={from} className={`rounded-[2px] ${look}`}>
        {said}
      </mark>
    );
  });
}

/** Of the same width as the other words, so that none moves. */
function Spoken({ text }: { text: string }) {
  return (
    <span data-spoken className="underline decoration-accent decoration-2 underline-offset-2">
      {text}
    </span>
  );
}
