import type { Frame } from '#core/tape/frames.ts';
import { TimelineBuilder } from '#core/tape/timeline/timeline-builder.ts';
import { toEditorText } from './line-ends.ts';
import { MomentTeller } from './moment-teller.ts';
import { tellFacts } from './tape-facts.ts';
import type { Answers, FromWorker, Request, TapeFacts } from './tape-protocol.ts';

/** The worker's side: holds the timeline and answers what the page asks of it. */
export class TapeHost {
  readonly #post: (message: FromWorker) => void;
  readonly #builder = new TimelineBuilder();
  readonly #teller = new MomentTeller(this.#builder.timeline);

  constructor(post: (message: FromWorker) => void) {
    this.#post = post;
  }

  /** Adds frames without saying so. */
  add(frames: readonly Frame[]): void {
    this.#builder.add(frames);
  }

  /** Tells the page how far the tape has been read. */
  tellGrown(loading: Pick<TapeFacts, 'progress' | 'isComplete' | 'isLive' | 'damage'>): void {
    this.#post({ type: 'grown', tape: tellFacts(this.#builder.timeline, loading) });
  }

  /** Answers one request; what cannot be answered is refused in words. */
  answer(request: Request): void {
    try {
      this.#post({ type: 'answer', id: request.id, value: this.#valueOf(request) });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#post({
        type: 'refused',
        id: request.id,
        message: `The recording cannot be read there. ${message}`,
      });
    }
  }

  #valueOf(request: Request): Answers[keyof Answers] {
    const { timeline } = this.#builder;
    const startAt = timeline.startAt ?? 0;
    switch (request.type) {
      case 'seek':
        return this.#teller.tell(request.target, request.view);
      case 'files': {
        const state = timeline.stateAt(timeline.atTime(startAt + request.atMs));
        return state.files.map(({ id, path }) => ({
          id,
          path,
          text: toEditorText(state.text(id) ?? '').text,
        }));
      }
      case 'activity': {
        const { from, to, buckets } = request;
        return timeline.activity({ from: startAt + from, to: startAt + to, buckets });
      }
      case 'idle':
        return timeline
          .idleSpans(request.threshold)
          .map(({ fromAt, toAt }) => ({ from: fromAt - startAt, to: toAt - startAt }));
    }
  }
}
