import type { TapeSpeech } from '../tape/tape-protocol.ts';

let count = 0;

/** Something that Ada said between these times, each word of it as long as the others. */
export function makeSpeech(from: number, to: number, part: Partial<TapeSpeech> = {}): TapeSpeech {
  const text = part.text ?? 'I would use a hash map';
  const words = text.split(' ');
  const each = (to - from) / words.length;
  return {
    id: `speech-${++count}`,
    participantId: '00000000-0000-4000-8000-0000000000aa',
    name: 'Ada',
    role: 'candidate',
    colour: 1,
    text,
    from,
    to,
    words: words.map((word, n) => ({
      text: word,
      from: Math.round(n * each),
      to: Math.round((n + 1) * each),
    })),
    isCut: false,
    ...part,
  };
}
