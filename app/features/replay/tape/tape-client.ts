import type {
  Answers,
  FromWorker,
  Moment,
  MomentTarget,
  MomentView,
  Request,
  TapeFacts,
  ToWorker,
} from './tape-protocol.ts';

/** The part of a worker that the page needs. */
export interface TapePort {
  post: (message: ToWorker) => void;
  listen: (take: (message: FromWorker) => void) => void;
}

interface TapeClientOptions {
  onGrown: (tape: TapeFacts) => void;
  /** `target` is what was asked for. */
  onMoment: (moment: Moment, target: MomentTarget) => void;
  /** Nothing can be shown, and why. */
  onFailure: (message: string) => void;
}

type Asked = { [K in Request['type']]: Omit<Extract<Request, { type: K }>, 'id' | 'type'> };

/** The page's side of the worker. Of the moments that are wished for while one is on its way, only the last is asked. */
export class TapeClient {
  readonly #port: TapePort;
  readonly #options: TapeClientOptions;
  readonly #waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  #lastId = 0;
  #isSeeking = false;
  #next: { target: MomentTarget; view: MomentView } | null = null;

  constructor(port: TapePort, options: TapeClientOptions) {
    this.#port = port;
    this.#options = options;
    port.listen((message) => this.#take(message));
  }

  /** Starts to read the tape at this address. */
  open(url: string): void {
    this.#port.post({ type: 'open', url });
  }

  /** Asks for a moment; it is told by `onMoment`, unless a later wish overtakes it. */
  seek(target: MomentTarget, view: MomentView): void {
    this.#next = { target, view };
    if (!this.#isSeeking) void this.#seekOn();
  }

  /** Rejects with an Error in words when the worker cannot answer. */
  ask<K extends Request['type']>(type: K, asked: Asked[K]): Promise<Answers[K]> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: never) => void, reject });
      this.#port.post({ type, id, ...asked } as unknown as Request);
    });
  }

  async #seekOn(): Promise<void> {
    this.#isSeeking = true;
    for (let wish = this.#next; wish; wish = this.#next) {
      this.#next = null;
      try {
        this.#options.onMoment(await this.ask('seek', wish), wish.target);
      } catch (error) {
        this.#options.onFailure((error as Error).message);
      }
    }
    this.#isSeeking = false;
  }

  #take(message: FromWorker): void {
    if (message.type === 'grown') this.#options.onGrown(message.tape);
    else if (message.type === 'failed') this.#options.onFailure(message.message);
    else {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.type === 'answer') waiting?.resolve(message.value as never);
      else waiting?.reject(new Error(message.message));
    }
  }
}
