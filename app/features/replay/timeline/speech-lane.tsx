import type { TapeSpeech } from '../tape/tape-protocol.ts';
import { type Scale, spansPath } from './scale.ts';

/** Of a span, in pixels. */
const HEIGHT = 6;

interface SpeechLaneProps {
  speeches: readonly TapeSpeech[];
  scale: Scale;
  /** Middle of the lane, in pixels from the top. */
  y: number;
  colourOf: (participantId: string) => string;
}

/** Who spoke when, as one shape for each speaker. */
export function SpeechLane({ speeches, scale, y, colourOf }: SpeechLaneProps) {
  const speakers = [...new Set(speeches.map(({ participantId }) => participantId))];
  return speakers.map((speaker) => (
    <path
      key={speaker}
      data-speaker={speaker}
      d={spansPath(
        speeches.filter(({ participantId }) => participantId === speaker),
        scale,
        { top: y - HEIGHT / 2, bottom: y + HEIGHT / 2 },
      )}
      fill={colourOf(speaker)}
    />
  ));
}

/** The utterance at this moment, the one that began last where several are. */
export function speechAt(speeches: readonly TapeSpeech[], atMs: number): TapeSpeech | undefined {
  return speeches.findLast(({ from, to }) => from <= atMs && atMs <= to);
}
