import * as Y from 'yjs';
import { getFiles, getFolders, listFiles, listFolders, type SharedFile } from '#core/doc-shape.ts';
import { Store } from '../store.ts';

export interface RoomFiles {
  files: readonly SharedFile[];
  /** Folders made by hand; folders of files need no entry. */
  folders: readonly string[];
}

/** The files and folders of the document, kept up to date. Typing inside a file changes nothing here. */
export class FilesStore extends Store<RoomFiles> {
  readonly #doc: Y.Doc;
  readonly #read = () => this.set({ files: listFiles(this.#doc), folders: listFolders(this.#doc) });
  readonly #readIfNamed = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
    if (events.some((event) => !(event.target instanceof Y.Text))) this.#read();
  };

  constructor(doc: Y.Doc) {
    super({ files: listFiles(doc), folders: listFolders(doc) });
    this.#doc = doc;
    getFiles(doc).observeDeep(this.#readIfNamed as never);
    getFolders(doc).observe(this.#read);
  }

  destroy(): void {
    getFiles(this.#doc).unobserveDeep(this.#readIfNamed as never);
    getFolders(this.#doc).unobserve(this.#read);
  }
}
