/** Events that are told while work goes on, to be read as they come. */
export class EventQueue<T> implements AsyncIterable<T> {
  readonly #events: T[] = [];
  #isEnded = false;
  #wake = () => {};

  push(event: T): void {
    this.#events.push(event);
    this.#wake();
  }

  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      const event = this.#events.shift();
      if (event !== undefined) yield event;
      else if (this.#isEnded) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
