import { Store } from '#app/features/room/store.ts';
import { DragPace } from './playback/drag-pace.ts';
import { PANEL_TICK } from './playback/panel-time.ts';
import { Playback, SKIP_THRESHOLD, type Span, stepSpeed } from './playback/playback.ts';
import { type ShownMoment, showMoment } from './tape/shown-moment.ts';
import { TapeClient, type TapePort } from './tape/tape-client.ts';
import type { Answers, MomentTarget, TapeFacts } from './tape/tape-protocol.ts';

/** How the text in the editor is coloured beside its syntax. */
export type ColourBy = 'none' | 'author' | 'way';

export interface Controls {
  isPlaying: boolean;
  speed: number;
  hasSkips: boolean;
  /** From which length on inactivity is skipped, in milliseconds. */
  threshold: number;
  /** At the end of a tape that still grows, and going along with it. */
  isAtLive: boolean;
}

/** What is looked at. */
export interface Looking {
  fileId: string | null;
  following: string | null;
  colourBy: ColourBy;
  hasTerminal: boolean;
}

/** What the panels beside the code show. */
export interface PanelView {
  atMs: number;
  moment: ShownMoment | null;
}

interface ReplayPlayerOptions {
  port: TapePort;
  /** Milliseconds since the start to begin at. */
  startMs: number;
  /** Real time in milliseconds, and a call with the next drawing and its time: the browser's own outside of tests. */
  now: () => number;
  requestFrame: (act: (at: number) => void) => void;
}

/** Plays one tape: ties the clock, the worker and what is looked at together. */
export class ReplayPlayer {
  readonly tape = new Store<TapeFacts | null>(null);
  readonly failure = new Store<string | null>(null);
  readonly moment = new Store<ShownMoment | null>(null);
  /** Milliseconds since the start, at every drawing. */
  readonly atMs: Store<number>;
  /** Time and moment as panels show them: a few times a second while the time is dragged, else as they are. */
  readonly panels: Store<PanelView>;
  readonly idle = new Store<readonly Span[]>([]);
  /** The time is dragged. */
  readonly isHeld = new Store(false);
  readonly controls = new Store<Controls>({
    isPlaying: false,
    speed: 1,
    hasSkips: true,
    threshold: SKIP_THRESHOLD.usual,
    isAtLive: false,
  });
  readonly looking = new Store<Looking>({
    fileId: null,
    following: null,
    colourBy: 'none',
    hasTerminal: false,
  });
  readonly #options: ReplayPlayerOptions;
  readonly #client: TapeClient;
  readonly #playback = new Playback();
  /** A time that has not been read yet. */
  #wish: number | null;
  /** What was asked for last, and whether the moment shown is that. */
  #asked: MomentTarget | null = null;
  #isAnswered = false;
  #isLooping = false;
  #hasFollowed = false;
  /** The time is dragged, or was and what it was let go at is not shown yet. */
  #isDragged = false;
  #isLettingGo = false;
  #pace: DragPace | null = null;
  /** The time was dragged on, and where to is not asked for yet. */
  #isDue = false;
  #panelsToldAt = Number.NEGATIVE_INFINITY;
  #arePanelsWaiting = false;

  constructor(options: ReplayPlayerOptions) {
    this.#options = options;
    this.#wish = options.startMs;
    this.atMs = new Store(options.startMs);
    this.panels = new Store<PanelView>({ atMs: options.startMs, moment: null });
    for (const store of [this.atMs, this.moment]) store.subscribe(() => this.#tellPanels());
    this.#client = new TapeClient(options.port, {
      onGrown: (tape) => this.#grow(tape),
      onFailure: (message) => this.failure.set(message),
      onMoment: (moment, target) => {
        if (target === this.#asked) {
          this.#isAnswered = !this.#isDue;
          if (target.by === 'edit') {
            this.#playback.seek(moment.atMs, options.now());
            this.atMs.set(this.#playback.at(options.now()));
          }
        }
        this.#pace?.noteMoment();
        this.moment.set(showMoment(this.moment.get(), moment));
        if (this.#isLettingGo && this.#isAnswered) this.#settle();
      },
    });
  }

  open(url: string): void {
    this.#client.open(url);
  }

  readonly toggle = (): void => {
    const now = this.#options.now();
    if (this.#playback.isPlaying) this.#playback.pause(now);
    else this.#playback.play(now);
    this.#show();
    this.#loop();
  };

  readonly pause = (): void => {
    this.#playback.pause(this.#options.now());
    this.#tell();
  };

  /** Goes to a time; a play that goes on goes on from there. */
  readonly seek = (atMs: number): void => {
    this.#wish = null;
    this.#playback.seek(atMs, this.#options.now());
    this.controls.update((controls) => ({ ...controls, isAtLive: false }));
    if (this.#pace && !this.#pace.isFree) this.#postpone();
    else this.#show();
  };

  /** The time begins to be dragged, by many seeks: panels follow them in steps until it is let go. */
  readonly hold = (): void => {
    this.#isDragged = true;
    this.#isLettingGo = false;
    this.isHeld.set(true);
    if (!this.#pace) this.#followDrag(new DragPace());
  };

  /** The panels go where the time was let go, once that is shown. */
  readonly letGo = (): void => {
    if (!this.#isDragged) return;
    this.#isLettingGo = true;
    this.#pace = null;
    this.isHeld.set(false);
    if (this.#isDue) this.#show();
    if (this.#isAnswered) this.#settle();
  };

  readonly seekBy = (ms: number): void => this.seek(this.atMs.get() + ms);

  /** To the end; of a tape that grows also to what follows. */
  readonly toEnd = (): void => {
    this.seek(this.#playback.length);
    const isLive = this.tape.get()?.isLive ?? false;
    this.controls.update((controls) => ({ ...controls, isAtLive: isLive }));
  };

  /** By one edit from where was gone last, whether that is shown yet or not. */
  readonly stepEdit = (direction: 1 | -1): void => {
    this.pause();
    this.#wish = null;
    this.controls.update((controls) => ({ ...controls, isAtLive: false }));
    const asked = this.#asked;
    if (!this.#isAnswered && asked?.by === 'edit') {
      this.#ask({ ...asked, steps: asked.steps + direction });
      return;
    }
    // The moment that is shown may not be there yet, when somebody has just gone elsewhere.
    const position = this.#isAnswered ? this.moment.get()?.position : undefined;
    const from = position === undefined ? { atMs: this.atMs.get() } : { position };
    this.#ask({ by: 'edit', from, steps: direction });
  };

  /** To the next or previous event; stays where there is none. */
  readonly stepEvent = (direction: 1 | -1): void => {
    const at = this.atMs.get();
    const events = this.tape.get()?.events ?? [];
    const found =
      direction === 1
        ? events.find((event) => event.atMs > at + 1)
        : events.findLast((event) => event.atMs < at - 1);
    if (found) this.seek(found.atMs);
  };

  readonly setSpeed = (speed: number): void => {
    this.#playback.setSpeed(speed, this.#options.now());
    this.#tell();
  };

  readonly stepSpeed = (direction: 1 | -1): void => this.setSpeed(stepSpeed(this.#playback.speed, direction));

  readonly setSkipping = (change: Partial<Pick<Controls, 'hasSkips' | 'threshold'>>): void => {
    this.controls.update((controls) => ({ ...controls, ...change }));
    this.#playback.setSkipping(this.controls.get().hasSkips, this.#options.now());
    void this.#readIdle();
  };

  readonly look = (change: Partial<Looking>): void => {
    this.looking.update((looking) => ({ ...looking, ...change }));
    this.#showAgain();
  };

  /** The texts of all files at a time. Rejects with an Error in words. */
  readonly filesAt = (atMs: number): Promise<Answers['files']> => this.#client.ask('files', { atMs });

  /** Who wrote how much between two times, in so many parts. */
  readonly activity = (asked: { from: number; to: number; buckets: number }): Promise<Answers['activity']> =>
    this.#client.ask('activity', asked);

  #grow(tape: TapeFacts): void {
    const now = this.#options.now();
    this.tape.set(tape);
    this.#playback.setLength(tape.lengthMs, { isLive: tape.isLive || !tape.isComplete, now });
    if (this.#wish !== null) {
      this.#playback.seek(this.#wish, now);
      if (this.#wish <= tape.lengthMs || tape.isComplete) this.#wish = null;
    }
    if (this.controls.get().isAtLive) this.#playback.seek(tape.lengthMs, now);
    if (!this.#hasFollowed) this.#followCandidate(tape);
    void this.#readIdle();
    this.#showAgain();
  }

  /** Whom a replay is about is followed until the viewer looks elsewhere. */
  #followCandidate({ people }: TapeFacts): void {
    const candidate = people.find(({ role }) => role === 'candidate');
    if (!candidate) return;
    this.#hasFollowed = true;
    this.looking.update((looking) =>
      looking.fileId === null ? { ...looking, following: candidate.participantId } : looking,
    );
  }

  async #readIdle(): Promise<void> {
    const { threshold } = this.controls.get();
    const spans = await this.#client.ask('idle', { threshold });
    if (threshold !== this.controls.get().threshold) return;
    this.#playback.setIdle(spans, this.#options.now());
    this.idle.set(spans);
  }

  #loop(): void {
    if (this.#isLooping || !this.#playback.isPlaying) return;
    this.#isLooping = true;
    const turn = () => {
      this.#isLooping = this.#playback.isPlaying;
      if (!this.#isLooping) return;
      this.#show();
      this.#options.requestFrame(turn);
    };
    this.#options.requestFrame(turn);
  }

  #followDrag(pace: DragPace): void {
    this.#pace = pace;
    const follow = (at: number) => {
      // let go, and perhaps held anew since
      if (this.#pace !== pace) return;
      pace.noteDrawing(at);
      if (this.#isDue && pace.isFree) this.#show();
      this.#options.requestFrame(follow);
    };
    this.#options.requestFrame(follow);
  }

  /** The line goes there at once, and the code with a later drawing. */
  #postpone(): void {
    this.#isDue = true;
    this.#isAnswered = false;
    this.atMs.set(this.#playback.at(this.#options.now()));
  }

  #show(): void {
    const atMs = this.#playback.at(this.#options.now());
    this.atMs.set(this.#wish ?? atMs);
    this.#tell();
    this.#ask({ by: 'time', atMs });
  }

  /** The same moment with what is looked at now: of edits at one time that is the one which was stepped to. */
  #showAgain(): void {
    if (this.#asked?.by === 'edit') this.#ask(this.#asked);
    else this.#show();
  }

  #ask(target: MomentTarget): void {
    this.#asked = target;
    this.#isAnswered = false;
    this.#isDue = false;
    const { fileId, following, colourBy, hasTerminal } = this.looking.get();
    this.#client.seek(target, { fileId, following, hasAttribution: colourBy !== 'none', hasTerminal });
  }

  #settle(): void {
    this.#isDragged = false;
    this.#isLettingGo = false;
    this.#tellPanels();
  }

  #tellPanels(): void {
    const now = this.#options.now();
    if (!this.#isDragged || now - this.#panelsToldAt >= PANEL_TICK) {
      this.#panelsToldAt = now;
      const [atMs, moment] = [this.atMs.get(), this.moment.get()];
      this.panels.update((panels) =>
        panels.atMs === atMs && panels.moment === moment ? panels : { atMs, moment },
      );
    } else if (!this.#arePanelsWaiting) {
      this.#arePanelsWaiting = true;
      this.#options.requestFrame(() => {
        this.#arePanelsWaiting = false;
        this.#tellPanels();
      });
    }
  }

  #tell(): void {
    const { isPlaying, speed } = this.#playback;
    const before = this.controls.get();
    if (before.isPlaying !== isPlaying || before.speed !== speed)
      this.controls.set({ ...before, isPlaying, speed });
  }
}
