import { ArrowDownToLine } from 'lucide-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { useStore } from '#app/features/room/use-store.ts';
import type { ReplayPlayer } from '../replay-player.ts';
import type { TapeSpeech } from '../tape/tape-protocol.ts';
import { findMatches, groupMatches, type Match, stepMatch } from './search.ts';
import { SearchField } from './search-field.tsx';
import { SpeechRow } from './speech-row.tsx';
import { speechesAt } from './spoken.ts';
import { useFollowing } from './use-following.ts';

interface TranscriptPanelProps {
  player: Pick<ReplayPlayer, 'panels' | 'seek'>;
  speeches: readonly TapeSpeech[];
}

/** All that was said in the call, to be read along, searched and gone to. */
export function TranscriptPanel({ player, speeches }: TranscriptPanelProps) {
  const { panels, seek } = player;
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(-1);
  const scroller = useRef<HTMLDivElement>(null);
  const now = useStore(panels, ({ atMs }) => speechesAt(speeches, atMs).map(({ id }) => id));
  const last = useStore(
    panels,
    ({ atMs }) => (speeches.findLast(({ from }) => from <= atMs) ?? speeches[0])?.id ?? null,
  );
  const { isFollowing, follow, show } = useFollowing(scroller, last);
  const matches = useMemo(() => findMatches(speeches, query), [speeches, query]);
  const marks = useMemo(() => groupMatches(matches), [matches]);
  const active = matches[chosen] ?? null;
  const go = useCallback(
    ({ from }: TapeSpeech) => {
      seek(from);
      follow();
    },
    [seek, follow],
  );
  const step = (direction: 1 | -1) => {
    const next = stepMatch(chosen, matches.length, direction);
    setChosen(next);
    const match = matches[next];
    if (match) show(match.speechId);
  };
  return (
    <div className="relative flex h-full min-h-0 flex-col">
      <SearchField
        query={query}
        index={active ? chosen : -1}
        count={matches.length}
        onQuery={(next) => {
          setQuery(next);
          setChosen(-1);
        }}
        onStep={step}
      />
      {/* a layer of its own: else each drawing of the code would go through all the rows again */}
      <div ref={scroller} className="relative min-h-0 flex-1 overflow-y-auto p-1.5 will-change-transform">
        <ol aria-label="What was said">
          {speeches.map((speech) => (
            <SpeechRow
              key={speech.id}
              speech={speech}
              isNow={now.includes(speech.id)}
              marks={marks.get(speech.id) ?? NO_MARKS}
              active={active?.speechId === speech.id ? active : null}
              panels={panels}
              onGo={go}
            />
          ))}
        </ol>
      </div>
      {!isFollowing && (
        <Button
          size="sm"
          className="absolute right-3 bottom-3 shadow-float"
          icon={<ArrowDownToLine aria-hidden="true" size={14} />}
          onClick={follow}
        >
          Follow playback
        </Button>
      )}
    </div>
  );
}

const NO_MARKS: readonly Match[] = [];
