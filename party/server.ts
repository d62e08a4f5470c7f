import type * as Party from 'partykit/server';
import { parseSealingKey, signSeal } from '#core/tape/seal.ts';
import { CLAIMS_HEADER, parseClaims, readTab } from './admission.ts';
import { adaptStorage } from './durable-storage.ts';
import { parseRoomEnv } from './env.ts';
import { admitRequest, admitSocket, readRoomName } from './front.ts';
import { InterviewRoom } from './interview-room.ts';
import { consoleLog } from './log.ts';
import { connectProblems } from './problem-client.ts';
import { connectQuestions } from './question-client.ts';
import { answerRequest, refuse } from './room-http.ts';
import { connectSandbox } from './sandbox-client.ts';
import { connectStatus } from './status-client.ts';
import { guardStorage } from './storage.ts';
import { connectWorkspaces } from './workspace-line.ts';

/**
 * PartyKit's side of a room: hands events over and holds no rule. It never reads `room.id`, which throws in a room
 * that an alarm woke; the name comes from the request's address.
 *
 * Rooms do not hibernate: browsers speak every 15 s, so a sleeping room would load its document for each of them.
 */
export default class RoomServer implements Party.Server {
  readonly options = { hibernate: false };
  readonly #room: InterviewRoom;

  constructor(party: Party.Room) {
    const env = parseRoomEnv(party.env);
    const app = { url: env.APP_INTERNAL_URL || env.APP_URL, token: env.ROOM_SERVICE_TOKEN };
    const sandbox = { url: env.SANDBOX_URL, token: env.SANDBOX_SERVICE_TOKEN };
    this.#room = new InterviewRoom({
      storage: guardStorage(adaptStorage(party.storage)),
      clock: Date.now,
      setTimer: (run, delay) => {
        const timer = setTimeout(run, delay);
        return () => clearTimeout(timer);
      },
      sandbox: connectSandbox(sandbox, consoleLog),
      connectWorkspace: connectWorkspaces(sandbox, consoleLog),
      fetchProblem: connectProblems(app, consoleLog),
      fetchQuestion: connectQuestions(app, consoleLog),
      sendReport: connectStatus(app, consoleLog),
      setAlarm: (at) => {
        const { storage } = party;
        const set = at === null ? storage.deleteAlarm() : storage.setAlarm(at);
        // whoever looks by next does what is due: the app does, each minute
        set.catch(() => consoleLog.error('An alarm was not set.'));
      },
      signTape: async (claims) => signSeal(claims, await parseSealingKey(env.TAPE_SIGNING_KEY)),
      journalWindow: env.JOURNAL_WINDOW,
      log: consoleLog,
    });
  }

  static onFetch(request: Party.Request): Response {
    return new URL(request.url).pathname === '/healthz' ? new Response('ok') : refuse('not_found');
  }

  static async onBeforeConnect(
    request: Party.Request,
    lobby: Party.Lobby,
  ): Promise<Party.Request | Response> {
    const answer = await admitSocket(request as unknown as Request, parseRoomEnv(lobby.env));
    return answer as unknown as Party.Request | Response;
  }

  static onBeforeRequest(request: Party.Request, lobby: Party.Lobby): Party.Request | Response {
    const answer = admitRequest(request as unknown as Request, parseRoomEnv(lobby.env));
    return answer as unknown as Party.Request | Response;
  }

  async onConnect(connection: Party.Connection, { request }: Party.ConnectionContext): Promise<void> {
    const claims = parseClaims(request.headers.get(CLAIMS_HEADER));
    if (!claims) throw new Error('A socket came past the front.');
    await this.#room.connect(connection.id, connection, claims, readTab(new URL(request.url)));
  }

  onMessage(message: string | ArrayBuffer | ArrayBufferView, { id }: Party.Connection): void {
    this.#room.receive(id, message as string | ArrayBuffer);
  }

  async onClose(connection: Party.Connection): Promise<void> {
    // a socket that somebody closed is closing or closed by now; one whose line broke still counts as open
    const isBroken = connection.readyState === READY_STATE_OPEN;
    answerClose(connection);
    await this.#room.disconnect(connection.id, { isBroken });
  }

  async onError({ id }: Party.Connection): Promise<void> {
    await this.#room.disconnect(id, { isBroken: true });
  }

  async onAlarm(): Promise<void> {
    await this.#room.wake();
  }

  async onRequest(request: Party.Request): Promise<Response> {
    const roomName = readRoomName(new URL(request.url));
    if (roomName === null) return refuse('not_found');
    return answerRequest(this.#room, roomName, request as unknown as Request);
  }
}

/** `WebSocket.OPEN`, which this runtime does not have under that name. */
const READY_STATE_OPEN = 1;

/** The runtime leaves it to us to answer a close. Unanswered, the browser waits, and the socket stays in memory. */
function answerClose(connection: Party.Connection): void {
  try {
    connection.close();
  } catch {
    // closed by us before: the other side has just answered
  }
}
