import * as Y from 'yjs';
import { createFile, deleteFile, getFiles, listFiles, renameFile, type SharedFile } from '#core/doc-shape.ts';
import { MAX_FILES, MAX_SHARED_FILE_BYTES } from '#core/limits.ts';
import type { LeftOut, WorkspaceEvent, WorkspaceRequest } from '#core/workspace-protocol.ts';
import type { SetTimer } from './journal.ts';
import type { DocumentRoom, RoomDocument } from './room-document.ts';
import { MAX_REMEMBERED_PATHS, SYNC_DELAY } from './room-limits.ts';
import { changeText } from './text-change.ts';

export interface WorkspaceSyncDependencies {
  document: RoomDocument;
  setTimer: SetTimer;
  /** Changes the document as the room itself, for everybody and on the record. */
  edit: (change: (doc: Y.Doc) => void) => void;
  tellLeftOut: (files: LeftOut[]) => void;
}

type Send = (request: WorkspaceRequest) => void;
type Changed = Extract<WorkspaceEvent, { type: 'changed' }>;

/**
 * Keeps the files of the document and those of the workspace equal. The document is the truth: where somebody's edit
 * and a program's change of the same file meet, the edit stands. `#known` is what the workspace has as far as the room
 * knows, so that what came from there is never sent back.
 */
export class WorkspaceSync {
  readonly #given: WorkspaceSyncDependencies;
  /** Text by path; null where only the path is known, from before the room stopped. */
  #known = new Map<string, string | null>();
  /** Files whose text changed since they were last compared with `#known`. */
  readonly #changed = new Set<string>();
  #isTreeChanged = false;
  /** Sends over the line that is open; null while there is none. */
  #send: Send | null = null;
  #cancelTimer: (() => void) | null = null;
  /** Messages about files that were sent over this line. */
  #sent = 0;
  /** The last of them about each path. */
  readonly #lastAbout = new Map<string, number>();
  #noticed = new Set<string>();
  #hasWorkspace = false;
  #isNews = false;

  constructor(given: WorkspaceSyncDependencies) {
    this.#given = given;
  }

  /** Takes up which files the workspace had when the room stopped. */
  restore(paths: readonly string[]): void {
    this.#known = new Map(paths.map((path) => [path, null]));
    this.#hasWorkspace = true;
  }

  /** Whether this interview has had a workspace. */
  get hasWorkspace(): boolean {
    return this.#hasWorkspace;
  }

  /** The paths to be stored with the next write, or null when they did not change. */
  takeNews(): string[] | null {
    if (!this.#isNews) return null;
    this.#isNews = false;
    return [...this.#known.keys()];
  }

  /** Sends all files over a new line, and what went since there was one last. */
  open(send: Send): void {
    const files = this.#files()
      .slice(0, MAX_FILES)
      .map(({ path, text }) => ({ path, text: text.toString() }));
    const before = this.#known;
    this.#known = new Map(files.map(({ path, text }) => [path, text]));
    const gone = [...before.keys()].filter((path) => !this.#known.has(path)).slice(0, MAX_FILES);
    this.close();
    this.#hasWorkspace = true;
    this.#isNews = true;
    this.#changed.clear();
    this.#isTreeChanged = false;
    this.#lastAbout.clear();
    this.#sent = 1;
    this.#send = send;
    getFiles(this.#given.document.doc).observeDeep(this.#note);
    send({ type: 'open', files });
    if (gone.length === 0) return;
    this.#count(gone);
    send({ type: 'remove', paths: gone });
  }

  /** There is no line any more: changes are not followed until there is one again. */
  close(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    if (!this.#send) return;
    this.#send = null;
    getFiles(this.#given.document.doc).unobserveDeep(this.#note);
  }

  /** Takes into the document what programs changed. */
  receive({ written, removed, leftOut, seen }: Changed): void {
    const notices = [...leftOut];
    for (const [path, count] of this.#lastAbout) if (count <= seen) this.#lastAbout.delete(path);
    // where the room has sent more about a path since, that is what the workspace has now
    const news = written.filter(({ path }) => !this.#lastAbout.has(path));
    const gone = removed.filter((path) => !this.#lastAbout.has(path));
    if (news.length + gone.length > 0) {
      const room = this.#given.document.measureRoom();
      this.#given.edit((doc) => {
        const files = new Map(this.#files().map((file) => [file.path, file]));
        const moved = this.#move(doc, files, gone, news);
        for (const path of gone) if (!moved.has(path)) this.#remove(doc, files.get(path), path);
        for (const file of news) {
          const reason = this.#write(doc, files.get(file.path), file, room);
          if (reason) notices.push({ path: file.path, reason });
        }
      });
      this.#isNews = true;
      if (this.#changed.size > 0) this.#schedule();
    }
    this.#notify(notices);
  }

  /** Renames where a file went and one with the same text came, so that its cursors and history go along. */
  #move(doc: Y.Doc, files: Map<string, SharedFile>, gone: string[], news: Changed['written']): Set<string> {
    const moved = new Set<string>();
    for (const { path, text } of news) {
      if (files.has(path)) continue;
      const from = gone.find((old) => !moved.has(old) && text !== '' && this.#known.get(old) === text);
      const file = from === undefined ? undefined : files.get(from);
      if (from === undefined || !file || file.text.toString() !== text) continue;
      renameFile(doc, file.id, path);
      moved.add(from);
      files.delete(from);
      files.set(path, { ...file, path });
      this.#known.delete(from);
      this.#known.set(path, text);
    }
    return moved;
  }

  #remove(doc: Y.Doc, file: SharedFile | undefined, path: string): void {
    const known = this.#known.get(path);
    this.#known.delete(path);
    if (!file) return;
    if (file.text.toString() === known) deleteFile(doc, file.id);
    else this.#changed.add(file.id); // somebody wrote in it meanwhile: it is written again
  }

  /** Takes one file in, or says why not. */
  #write(
    doc: Y.Doc,
    file: SharedFile | undefined,
    { path, text }: Changed['written'][number],
    room: DocumentRoom,
  ): LeftOut['reason'] | null {
    if (text.length > MAX_SHARED_FILE_BYTES) return 'too_large';
    const known = this.#known.get(path);
    const current = file?.text.toString();
    const growth = text.length - (current?.length ?? 0);
    if (current === text || (file && current !== known)) {
      this.#known.set(path, text);
      if (file && current !== text) this.#changed.add(file.id); // somebody wrote in it meanwhile: theirs is sent again
      return null;
    }
    if (!file && room.files < 1) return 'too_many';
    if (growth > room.characters || 2 * text.length > room.bytes) return 'too_large';
    room.files -= file ? 0 : 1;
    room.characters -= growth;
    room.bytes -= 2 * text.length;
    this.#known.set(path, text);
    if (file) changeText(file.text, text);
    else createFile(doc, path, text);
    return null;
  }

  readonly #note = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    for (const { path, target } of events) {
      const [id] = path;
      if (target instanceof Y.Text && typeof id === 'string') this.#changed.add(id);
      else this.#isTreeChanged = true;
    }
    this.#schedule();
  };

  #schedule(): void {
    this.#cancelTimer ??= this.#given.setTimer(() => {
      this.#cancelTimer = null;
      this.#flush();
    }, SYNC_DELAY);
  }

  /** Sends what is not in the workspace yet, and takes away what went. */
  #flush(): void {
    const send = this.#send;
    if (!send) return;
    const files = this.#files().slice(0, MAX_FILES);
    const writes: { path: string; text: string }[] = [];
    for (const { id, path, text } of files) {
      const known = this.#known.get(path);
      if (known !== undefined && !this.#isTreeChanged && !this.#changed.has(id)) continue;
      const now = text.toString();
      if (known !== now) writes.push({ path, text: now });
    }
    const paths = new Set(files.map(({ path }) => path));
    const gone = [...this.#known.keys()].filter((path) => !paths.has(path)).slice(0, MAX_FILES);
    // first what goes: a folder may have to make way for a file of its name
    if (gone.length > 0) {
      send({ type: 'remove', paths: gone });
      this.#count(gone);
      for (const path of gone) this.#known.delete(path);
      this.#isNews = true;
    }
    if (writes.length > 0) {
      send({ type: 'write', files: writes });
      this.#count(writes.map(({ path }) => path));
      for (const { path, text } of writes) {
        this.#isNews ||= !this.#known.has(path);
        this.#known.set(path, text);
      }
    }
    this.#changed.clear();
    this.#isTreeChanged = false;
  }

  #count(paths: readonly string[]): void {
    this.#sent++;
    for (const path of paths) {
      this.#lastAbout.delete(path);
      this.#lastAbout.set(path, this.#sent);
    }
    for (const path of this.#lastAbout.keys()) {
      if (this.#lastAbout.size <= MAX_REMEMBERED_PATHS) break;
      this.#lastAbout.delete(path);
    }
  }

  #notify(files: readonly LeftOut[]): void {
    const news = files.filter(({ path, reason }) => !this.#noticed.has(`${reason} ${path}`));
    if (news.length === 0) return;
    if (this.#noticed.size + news.length > MAX_REMEMBERED_PATHS) this.#noticed = new Set();
    for (const { path, reason } of news) this.#noticed.add(`${reason} ${path}`);
    this.#given.tellLeftOut(news.slice(0, MAX_FILES));
  }

  #files(): SharedFile[] {
    return listFiles(this.#given.document.doc);
  }
}
