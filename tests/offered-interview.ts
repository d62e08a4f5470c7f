import { startTestServer, type TestServer } from '#party/tests/harness.ts';
import { joinRoom, type Peer } from '#party/tests/peer.ts';
import { buildParticipant, buildRoomName } from '#party/tests/people.ts';
import { FakeInterviewerApp } from './bench/interviewer/fake-app.ts';

/** An interview in a real room with its candidate in it, which the next process that asks is given to hold. */
export class OfferedInterview {
  readonly app = new FakeInterviewerApp();
  readonly candidate: Peer;
  readonly #rooms: TestServer;

  private constructor(rooms: TestServer, candidate: Peer) {
    this.#rooms = rooms;
    this.candidate = candidate;
  }

  static async start(): Promise<OfferedInterview> {
    const rooms = await startTestServer();
    const room = buildRoomName();
    const candidate = await joinRoom(rooms.url, await buildParticipant(room, 'candidate', 'Bob'));
    const offered = new OfferedInterview(rooms, candidate);
    await offered.app.start();
    offered.app.offer(room);
    return offered;
  }

  /** What a process that interviews must be told of it. */
  get environment(): { APP_URL: string; ROOM_URL: string; INTERVIEWER_SERVICE_TOKEN: string } {
    const INTERVIEWER_SERVICE_TOKEN = 'interviewer-token-of-tests';
    return { APP_URL: this.app.url, ROOM_URL: this.#rooms.url, INTERVIEWER_SERVICE_TOKEN };
  }

  async stop(): Promise<void> {
    this.candidate.destroy();
    await this.app.stop();
    await this.#rooms.dispose();
  }
}
