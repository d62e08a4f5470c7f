import { once } from 'node:events';
import net from 'node:net';

/** The line of one side to a server on loopback, which breaks and is mended when a test says so. */
export class Line {
  readonly #port: number;
  readonly #sockets = new Set<net.Socket>();
  readonly #server = net.createServer((socket) => this.#carry(socket));
  /** How often somebody came while it was broken. */
  refused = 0;
  #isBroken = false;

  private constructor(port: number) {
    this.#port = port;
  }

  /** A line to this port. */
  static async to(port: number): Promise<Line> {
    const line = new Line(port);
    line.#server.listen(0, '127.0.0.1');
    await once(line.#server, 'listening');
    return line;
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as net.AddressInfo).port}`;
  }

  /** Whatever goes over it is torn; it takes what comes next. */
  tear(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** It is torn, and takes nothing until it is mended. */
  break(): void {
    this.#isBroken = true;
    this.tear();
  }

  mend(): void {
    this.#isBroken = false;
  }

  async close(): Promise<void> {
    this.break();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #carry(near: net.Socket): void {
    if (this.#isBroken) {
      this.refused++;
      near.destroy();
      return;
    }
    const far = net.connect({ host: '127.0.0.1', port: this.#port });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}
