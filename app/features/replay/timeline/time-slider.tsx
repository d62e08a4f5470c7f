import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef } from 'react';
import { formatElapsed } from '#app/features/room/clock.ts';
import type { Store } from '#app/features/room/store.ts';
import { useStore } from '#app/features/room/use-store.ts';
import { type Scale, toTime, toX } from './scale.ts';

/** Page Up and Page Down move by this part of the tape. */
const PAGE_PART = 0.1;
/** A press that moves less than this is none that drags, in pixels. */
const UNSTEADY = 3;

interface TimeSliderProps {
  atMs: Store<number>;
  length: number;
  scale: Scale;
  height: number;
  onSeek: (atMs: number) => void;
  /** The pointer holds the line, and many seeks may follow; it lets go after the last of them. */
  onHold: () => void;
  onLetGo: () => void;
  onHover: (x: number | null) => void;
  /** Where a press leads that does not become a drag: to what is there, or to the time itself. */
  onPress?: (place: { atMs: number; y: number }) => number;
  children: ReactNode;
}

/** The area of the timeline that can be pressed, dragged and moved by keys; the line of the moment stands over it. */
export function TimeSlider({
  atMs,
  length,
  scale,
  height,
  onSeek,
  onHold,
  onLetGo,
  onHover,
  onPress = ({ atMs }) => atMs,
  children,
}: TimeSliderProps) {
  const slider = useRef<HTMLDivElement>(null);
  const line = useRef<HTMLDivElement>(null);
  const wish = useRef<{ frame: number; atMs: number } | null>(null);
  /** Where a press led elsewhere than to its own time, and has not become a drag. */
  const pressedAt = useRef<number | null>(null);
  // Readers hear of whole seconds, or they would never stop reading.
  const seconds = useStore(atMs, (value) => Math.floor(value / 1000));
  useEffect(() => {
    const place = () => {
      if (!line.current) return;
      const x = toX(atMs.get(), scale);
      // at the very end all of the line is inside
      line.current.style.transform = `translateX(${Math.min(x, scale.width - 1)}px)`;
      line.current.hidden = x < 0 || x > scale.width;
    };
    place();
    return atMs.subscribe(place);
  }, [atMs, scale]);
  useEffect(() => () => cancelAnimationFrame(wish.current?.frame ?? 0), []);

  const seek = useCallback(() => {
    const last = wish.current;
    wish.current = null;
    if (last) onSeek(last.atMs);
  }, [onSeek]);
  /** One seek for each drawing, to where the pointer was last. */
  const scrubTo = useCallback(
    (next: number) => {
      if (wish.current) wish.current.atMs = next;
      else wish.current = { frame: requestAnimationFrame(seek), atMs: next };
    },
    [seek],
  );
  const scrub = useCallback((x: number) => scrubTo(toTime(x, scale)), [scrubTo, scale]);
  useEffect(() => {
    const element = slider.current;
    if (!element) return;
    const move = (event: globalThis.PointerEvent) => {
      const x = placeIn(element, event);
      onHover(x);
      if (!(event.buttons & 1)) return;
      if (pressedAt.current === null || Math.abs(x - pressedAt.current) > UNSTEADY) {
        pressedAt.current = null;
        scrub(x);
      }
      // what listens to the whole page looks where its own handles are, and has the page laid out for it each time
      event.stopPropagation();
    };
    element.addEventListener('pointermove', move);
    return () => element.removeEventListener('pointermove', move);
  }, [scrub, onHover]);
  const letGo = () => {
    cancelAnimationFrame(wish.current?.frame ?? 0);
    seek();
    onLetGo();
  };
  const press = (event: KeyboardEvent) => {
    const by = event.key === 'PageUp' ? -1 : event.key === 'PageDown' ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    onSeek(atMs.get() + by * length * PAGE_PART);
  };
  return (
    <div
      ref={slider}
      role="slider"
      tabIndex={0}
      aria-label="Time"
      aria-valuemin={0}
      aria-valuemax={Math.floor(length / 1000)}
      aria-valuenow={seconds}
      aria-valuetext={`${formatElapsed(seconds * 1000)} of ${formatElapsed(length)}`}
      className="relative min-w-0 flex-1 cursor-pointer touch-none overflow-hidden bg-surface select-none -outline-offset-2"
      style={{ height }}
      onKeyDown={press}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture?.(event.pointerId);
        onHold();
        const { left, top } = event.currentTarget.getBoundingClientRect();
        const x = event.clientX - left;
        const atMs = toTime(x, scale);
        const aim = onPress({ atMs, y: event.clientY - top });
        pressedAt.current = aim === atMs ? null : x;
        scrubTo(aim);
      }}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onPointerLeave={() => onHover(null)}
    >
      {children}
      <div
        ref={line}
        aria-hidden="true"
        className="pointer-events-none absolute top-0 -left-[3.5px] h-full w-[7px] will-change-transform"
      >
        <span className="absolute left-[3px] h-full w-px bg-accent" />
        <span className="absolute top-0 h-[7px] w-[7px] rounded-b-full bg-accent" />
      </div>
    </div>
  );
}

function placeIn(element: HTMLElement, { clientX }: { clientX: number }): number {
  return clientX - element.getBoundingClientRect().left;
}
