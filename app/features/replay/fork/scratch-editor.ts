import type { ComponentType } from 'react';

/** What an editor of a copy gets and tells. */
export interface ScratchEditorProps {
  /** Of one editor: texts are read when it opens a file for the first time, or when `version` is another one. */
  files: readonly { id: string; path: string; text: string }[];
  openId: string;
  /** Grows whenever texts were changed from outside. */
  version: number;
  onChange: (id: string, text: string) => void;
}

export type ScratchEditor = ComponentType<ScratchEditorProps>;
