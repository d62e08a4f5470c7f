import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { personColour } from '#app/components/ui/avatar.tsx';
import { formatElapsed } from '#app/features/room/clock.ts';
import { Store } from '#app/features/room/store.ts';
import { useStore } from '#app/features/room/use-store.ts';
import type { Span } from '../playback/playback.ts';
import type { CommentMark } from '../replay-context.ts';
import type { ReplayPlayer } from '../replay-player.ts';
import { LANES } from '../tape/replay-event.ts';
import type { TapeFacts, TapeSpeech } from '../tape/tape-protocol.ts';
import { EventLane, LANE_LOOKS, thinMarks } from './event-marks.tsx';
import { Preview } from './preview.tsx';
import { keepInView, pan, type Scale, spansPath, ticksOf, toTime, toX, zoom } from './scale.ts';
import { SpeechLane, speechAt } from './speech-lane.tsx';
import { TimeSlider } from './time-slider.tsx';
import { useActivity } from './use-activity.ts';
import { wavePath } from './waveform.ts';

const TICKS_HEIGHT = 18;
const WAVE_HEIGHT = 20;
const LANE_HEIGHT = 14;
/** Authors with a wave of their own; further ones would push the code away. */
const MAX_WAVES = 5;
/** Of the flag of a comparison's place; at the right edge it hangs to the left. */
const FLAG_WIDTH = 13;
const WHEEL_ZOOM = 1.2;

interface TimelineViewProps {
  player: ReplayPlayer;
  tape: TapeFacts;
  speeches: readonly TapeSpeech[];
  view: Span;
  onView: (view: Span) => void;
  comments: readonly CommentMark[];
  /** Places of the comparison, by their letter. */
  pins: readonly { name: string; atMs: number }[];
  isPhone: boolean;
}

/** All of the tape on a line: who wrote when, runs, words, signals, and the moment that shows. */
export function TimelineView(props: TimelineViewProps) {
  const { player, tape, speeches, view, onView, comments, pins, isPhone } = props;
  const area = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [hover] = useState(() => new Store<number | null>(null));
  const hasSkips = useStore(player.controls, ({ hasSkips }) => hasSkips);
  const isPlaying = useStore(player.controls, ({ isPlaying }) => isPlaying);
  const idle = useStore(player.idle, (value) => value);
  const length = tape.lengthMs;
  const scale: Scale = useMemo(() => ({ ...view, width }), [view, width]);
  const activity = useActivity(player, scale, tape.frames);

  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (!isPlaying) return;
    return player.atMs.subscribe(() => {
      const next = keepInView(view, player.atMs.get(), length);
      if (next !== view) onView(next);
    });
  }, [player, isPlaying, view, length, onView]);
  useWheel(area, { scale, length, onView });

  const people = new Map(tape.people.map((person) => [person.participantId, person]));
  const colourOf = (author: string) => {
    const person = people.get(author);
    return person ? personColour(person) : 'var(--ink-faint)';
  };
  const waves = tape.people.filter(({ role }) => role !== 'observer').slice(0, MAX_WAVES);
  const lanes = LANES.map((lane) => ({
    lane,
    events: tape.events.filter((event) => event.lane === lane),
  })).filter(({ lane, events }) => events.length > 0 && (!isPhone || lane === 'runs' || lane === 'marks'));
  const wavesEnd = TICKS_HEIGHT + waves.length * WAVE_HEIGHT;
  const hasComments = comments.length > 0;
  const height = wavesEnd + (lanes.length + (hasComments ? 1 : 0)) * LANE_HEIGHT + 4;
  const speechLane = lanes.findIndex(({ lane }) => lane === 'speech');
  /** A press on what somebody said goes to where it began. */
  const placeOf = ({ atMs, y }: { atMs: number; y: number }) => {
    const isOnSpeech = speechLane >= 0 && Math.abs(y - laneY(speechLane)) <= LANE_HEIGHT / 2;
    return (isOnSpeech ? speechAt(speeches, atMs)?.from : null) ?? atMs;
  };
  const laneY = (n: number) => wavesEnd + n * LANE_HEIGHT + LANE_HEIGHT / 2;
  return (
    <div className="relative flex">
      {!isPhone && (
        <div
          aria-hidden="true"
          className="w-[136px] shrink-0 border-r border-line px-2 text-right text-12 text-ink-soft"
        >
          <div style={{ height: TICKS_HEIGHT }} />
          {waves.map(({ participantId, name }) => (
            <p
              key={participantId}
              style={{ height: WAVE_HEIGHT, lineHeight: `${WAVE_HEIGHT}px` }}
              className="flex items-center justify-end gap-1.5"
            >
              <span className="truncate">{name}</span>
              <span
                className="size-2 shrink-0 rounded-full"
                style={{ background: colourOf(participantId) }}
              />
            </p>
          ))}
          {[...lanes.map(({ lane }) => lane), ...(hasComments ? ['comments' as const] : [])].map((lane) => (
            <p
              key={lane}
              style={{ height: LANE_HEIGHT, lineHeight: `${LANE_HEIGHT}px` }}
              className="text-[11px] text-ink-faint"
            >
              {LANE_LOOKS[lane].title}
            </p>
          ))}
        </div>
      )}
      <div ref={area} className="relative flex min-w-0 flex-1">
        <Preview hover={hover} scale={scale} events={tape.events} speeches={speeches} comments={comments} />
        <TimeSlider
          atMs={player.atMs}
          length={length}
          scale={scale}
          height={height}
          onSeek={player.seek}
          onHold={player.hold}
          onLetGo={player.letGo}
          onHover={hover.set}
          onPress={placeOf}
        >
          <svg
            aria-hidden="true"
            width={width}
            height={height}
            className="absolute inset-0 will-change-transform"
          >
            {ticksOf(scale).map((at) => (
              <g key={at} transform={`translate(${toX(at, scale)},0)`}>
                <line y1={TICKS_HEIGHT - 5} y2={height} stroke="var(--line)" />
                <text x={4} y={12} className="tabular fill-ink-faint text-[11px]">
                  {formatElapsed(at)}
                </text>
              </g>
            ))}
            {activity &&
              waves.map((person, n) => {
                const own = activity.authors.find(({ author }) => author === person.participantId);
                if (!own) return null;
                // while a nearer look is worked out, what is known is stretched over the new view
                const factor = (activity.scale.to - activity.scale.from) / Math.max(1, view.to - view.from);
                return (
                  <path
                    key={person.participantId}
                    d={wavePath(own, activity.scale.width, WAVE_HEIGHT - 2)}
                    transform={`translate(${toX(activity.scale.from, scale)},${TICKS_HEIGHT + n * WAVE_HEIGHT + 1}) scale(${factor},1)`}
                    fill={colourOf(person.participantId)}
                  />
                );
              })}
            {hasSkips && <Skips spans={idle} scale={scale} height={height} />}
            {lanes.map(({ lane, events }, n) => {
              const place = { scale, y: laneY(n), colourOf };
              return lane === 'speech' ? (
                <SpeechLane key={lane} speeches={speeches} {...place} />
              ) : (
                <EventLane key={lane} lane={lane} events={events} {...place} />
              );
            })}
            {thinMarks(comments, scale).map(({ id, atMs }) => (
              <path
                key={id}
                d={`M${toX(atMs, scale) - 4},${laneY(lanes.length) - 4}h8v6h-4l-3,3v-3h-1z`}
                fill={LANE_LOOKS.comments.colour}
              />
            ))}
            {pins.map(({ name, atMs }) => {
              const x = toX(atMs, scale);
              const flagX = x > width - FLAG_WIDTH ? -FLAG_WIDTH : 0;
              return (
                <g key={name} transform={`translate(${x},0)`}>
                  <line y1={0} y2={height} stroke="var(--warn)" strokeDasharray="3 2" />
                  <rect x={flagX} width={FLAG_WIDTH} height={14} fill="var(--warn)" />
                  <text x={flagX + 3} y={11} className="fill-surface text-[11px] font-semibold">
                    {name}
                  </text>
                </g>
              );
            })}
          </svg>
        </TimeSlider>
      </div>
    </div>
  );
}

/** Stretches that are jumped over, dimmed and hatched. */
function Skips({ spans, scale, height }: { spans: readonly Span[]; scale: Scale; height: number }) {
  const path = spansPath(spans, scale, { top: TICKS_HEIGHT, bottom: height });
  return (
    <>
      <defs>
        <pattern
          id="replay-skip"
          width={6}
          height={6}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <line y2={6} stroke="var(--line-strong)" strokeWidth={1} opacity={0.5} />
        </pattern>
      </defs>
      {/* As two shapes in all: with thousands of them, each drawing of the page would look at every one. */}
      <path d={path} fill="var(--sunken)" fillOpacity={0.75} />
      <path d={path} fill="url(#replay-skip)" />
    </>
  );
}

/** Ctrl and the wheel zoom around the pointer; the wheel alone, sideways or with Shift, moves along. */
function useWheel(
  area: React.RefObject<HTMLDivElement>,
  { scale, length, onView }: { scale: Scale; length: number; onView: (view: Span) => void },
): void {
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const turn = (event: WheelEvent) => {
      const across = event.shiftKey ? event.deltaY : event.deltaX;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const around = toTime(event.clientX - element.getBoundingClientRect().left, scale);
        onView(zoom(scale, { factor: event.deltaY < 0 ? WHEEL_ZOOM : 1 / WHEEL_ZOOM, around, length }));
      } else if (across !== 0) {
        event.preventDefault();
        onView(pan(scale, (across / Math.max(1, scale.width)) * (scale.to - scale.from), length));
      }
    };
    // React's own listener is passive and could not keep the page from zooming
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  }, [area, scale, length, onView]);
}
