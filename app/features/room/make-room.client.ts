import { Toasts } from '#app/components/ui/toast.tsx';
import { SettingsStore, sendSettings } from '#app/features/settings/settings-store.ts';
import { can } from '#core/roles.ts';
import { pathInFolder } from '#core/room-question.ts';
import type { Call } from './call/call.ts';
import { FilesStore } from './files/files-store.ts';
import { keepCopy, takeCopy } from './kept-copy.ts';
import { Workbench } from './layout/workbench.ts';
import { NO_LOCAL_COPY, openLocalCopy } from './local-copy.ts';
import { PeersStore } from './people/peers-store.ts';
import { fetchProblem, ProblemStore } from './problem/problem-store.ts';
import type { Room, RoomVisitor } from './room-context.ts';
import { RoomSession } from './room-session.ts';
import { fetchRoomToken } from './room-token.ts';
import { Store } from './store.ts';

interface MakeRoomOptions {
  visitor: RoomVisitor;
  /** The interview is over for this person. */
  onLeave: () => void;
  announce: (text: string) => void;
}

/** Puts together what the room's components share. `stop` ends it; a stopped room is not started again. */
export function makeRoom({ visitor, onLeave, announce }: MakeRoomOptions): Room & { stop: () => void } {
  const { interviewId, participantId, role, status } = visitor;
  const session = new RoomSession({
    interviewId,
    role,
    status,
    tabId: getTabId(),
    openLocalCopy: (doc) =>
      can(role, 'edit') ? openLocalCopy(doc, interviewId, participantId) : NO_LOCAL_COPY,
    fetchToken: () => fetchRoomToken(interviewId),
    onLeave,
    onDropped: (copy) => {
      keepCopy(interviewId, copy);
      location.reload();
    },
  });
  const files = new FilesStore(session.doc);
  const peers = new PeersStore(session.awareness);
  // An AI interviewer speaks in the chat alone: its candidate would not know that it had greeted them.
  const isGreetedInChat = visitor.isHeldByAi && role === 'candidate';
  const bench = new Workbench(
    interviewId,
    getStorage(),
    isGreetedInChat ? { sideTab: 'chat', phonePane: 'chat' } : {},
  );
  const settings = new SettingsStore({
    known: visitor.settings,
    send: visitor.isMember ? sendSettings : null,
  });
  const problem = new ProblemStore(() => fetchProblem(interviewId));
  const call = new Store<Call | null>(null);
  let problemChanges = 0;
  let questionId: string | null = null;
  /** A question of the plan stands in place of what was written for this interview alone. */
  const readQuestion = (): boolean => {
    const question = session.state.get().question?.current;
    if (!question) return false;
    if (problem.get() !== question.problem) problem.take(question.problem);
    if (questionId !== question.questionId) {
      const first = files.get().files.find(({ path }) => pathInFolder(path, question.folder) !== null);
      // the document may come after the word that this is asked
      if (!first) return true;
      questionId = question.questionId;
      bench.open(first.id);
      bench.change({ hasSide: true, sideTab: 'problem' });
    }
    return true;
  };
  const readProblem = () => {
    if (readQuestion()) return;
    const changes = session.state.get().problemChanges;
    if (changes === problemChanges) return;
    problemChanges = changes;
    void problem.refresh();
  };
  const readFiles = () => {
    // Before the room has answered, an empty document says nothing about which files exist.
    if (session.state.get().connection === 'connecting' && files.get().files.length === 0) return;
    bench.keepOnly(entryFirst(files.get().files.map(({ id, path }) => ({ id, path }))));
  };
  const stopFiles = files.subscribe(() => {
    readFiles();
    readQuestion();
  });
  const stopState = session.state.subscribe(readFiles);
  const stopProblem = session.state.subscribe(readProblem);
  void problem.refresh();
  void session.start();
  return {
    visitor,
    session,
    awareness: session.awareness,
    files,
    peers,
    bench,
    problem,
    settings,
    editor: new Store(null) as Room['editor'],
    call,
    keptCopy: new Store(takeCopy(interviewId)),
    toasts: new Toasts(),
    announce,
    isApple: /Mac|iPhone|iPad/.test(navigator.userAgent),
    stop: () => {
      stopFiles();
      stopState();
      stopProblem();
      files.destroy();
      peers.destroy();
      call.get()?.client.destroy();
      session.destroy();
    },
  };
}

/** Ids of the files with the one that people start with in front. */
function entryFirst(files: { id: string; path: string }[]): string[] {
  const isEntry = ({ path }: { path: string }) => /^main\.[a-z]+$/.test(path);
  return [...files].sort((a, b) => Number(isEntry(b)) - Number(isEntry(a))).map(({ id }) => id);
}

/** The tab's own name: kept by a reload, and new in every other tab. */
function getTabId(): string {
  const key = 'interlace:tab';
  try {
    const known = sessionStorage.getItem(key);
    if (known) return known;
    const made = crypto.randomUUID();
    sessionStorage.setItem(key, made);
    return made;
  } catch {
    return crypto.randomUUID(); // the browser keeps nothing: a reload waits until its old line is stale
  }
}

function getStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null; // the browser forbids it
  }
}
