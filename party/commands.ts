import { snapshotFiles } from '#core/doc-shape.ts';
import { ERRORS, type ErrorCode } from '#core/error-codes.ts';
import { acceptsEdits } from '#core/interview-status.ts';
import { languageOfPath } from '#core/languages.ts';
import { MAX_FILES } from '#core/limits.ts';
import { can } from '#core/roles.ts';
import { parseRoomName } from '#core/room-name.ts';
import type { ClientMessage, Person } from '#core/room-protocol.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import { ChatHistory } from './chat.ts';
import type { Journal } from './journal.ts';
import type { RecordFrame } from './record.ts';
import type { RoomDocument } from './room-document.ts';
import type { RunDesk } from './run-desk.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import type { RoomStatus } from './status.ts';
import { encodeStored } from './stored.ts';

export interface CommandDependencies {
  document: RoomDocument;
  journal: Journal;
  sessions: Sessions;
  status: RoomStatus;
  runs: RunDesk;
  record: RecordFrame;
  clock: () => number;
  roomName: () => string;
}

/** What people ask of the room: say something, run a file, stop a run. */
export class Commands {
  readonly #given: CommandDependencies;
  chat = new ChatHistory();

  constructor(given: CommandDependencies) {
    this.#given = given;
  }

  /** Does what was asked, or tells the sender why not. */
  obey(session: Session, message: ClientMessage): void {
    const requestId = message.type === 'chat' ? message.id : message.requestId;
    const code = this.#carryOut(session.person, message);
    if (code) session.tell({ type: 'refused', requestId, code, message: ERRORS[code].text });
  }

  #carryOut(person: Person, message: ClientMessage): ErrorCode | null {
    switch (message.type) {
      case 'chat':
        return this.#say(person, message);
      case 'run':
        return this.#run(person, message.fileId);
      case 'stop-run':
        if (!can(person.role, 'run')) return 'forbidden';
        return this.#given.runs.stop(message.runId, person.participantId);
    }
  }

  #say(person: Person, message: { id: string; text: string }): ErrorCode | null {
    if (!can(person.role, 'chat')) return 'forbidden';
    const { clock, journal, record, sessions } = this.#given;
    const said = this.chat.add(message, person, clock());
    if (!said) return null;
    journal.setBeside(said.key, encodeStored(said.message));
    journal.removeBeside(said.dropped);
    record(FRAME_KINDS.chat, person.participantId, said.message);
    sessions.tellAll({ type: 'chat', message: said.message });
    return null;
  }

  #run(by: Person, fileId: string): ErrorCode | null {
    const { document, journal, roomName, runs, status } = this.#given;
    if (!can(by.role, 'run') || !acceptsEdits(status.current)) return 'forbidden';
    if (runs.isRunning) return 'run_in_progress';
    const interviewId = parseRoomName(roomName());
    const files = snapshotFiles(document.doc);
    const entry = files.find(({ id }) => id === fileId);
    if (!entry || interviewId === null) return 'not_found';
    const language = languageOfPath(entry.path);
    if (!language) return 'bad_request';
    if (files.length > MAX_FILES) return 'too_large';
    return runs.start({
      by,
      interviewId,
      language,
      entry: entry.path,
      files: files.map(({ path, text }) => ({ path, text })),
      position: journal.position,
    });
  }
}
