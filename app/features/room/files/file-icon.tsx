import { File, FileCode, FileJson, FileText, Folder, FolderOpen } from 'lucide-react';
import { languageOfPath } from '#core/languages.ts';

/** The kind of a file as a small picture. Decorative: the name says it too. */
export function FileIcon({ path }: { path: string }) {
  const Icon = languageOfPath(path)
    ? FileCode
    : path.endsWith('.json')
      ? FileJson
      : path.endsWith('.md') || path.endsWith('.txt')
        ? FileText
        : File;
  return <Icon aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0 text-ink-faint" />;
}

export function FolderIcon({ isOpen }: { isOpen: boolean }) {
  const Icon = isOpen ? FolderOpen : Folder;
  return <Icon aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0 text-ink-faint" />;
}
