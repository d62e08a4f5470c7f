import {
  Database,
  File,
  FileCode,
  FileJson,
  FileTerminal,
  FileText,
  Folder,
  FolderOpen,
  type LucideIcon,
} from 'lucide-react';
import { languageOfPath } from '#core/languages.ts';

/** The kind of a file as a small picture. Decorative: the name says it too. */
export function FileIcon({ path }: { path: string }) {
  const Icon = iconOf(path);
  return <Icon aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0 text-ink-faint" />;
}

function iconOf(path: string): LucideIcon {
  const language = languageOfPath(path);
  if (language === 'sql' || language === 'postgresql') return Database;
  if (language === 'bash') return FileTerminal;
  if (language || /\.(h|hpp|html|css)$/.test(path)) return FileCode;
  if (path.endsWith('.json')) return FileJson;
  return /\.(md|txt|ya?ml|csv)$/.test(path) ? FileText : File;
}

export function FolderIcon({ isOpen }: { isOpen: boolean }) {
  const Icon = isOpen ? FolderOpen : Folder;
  return <Icon aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0 text-ink-faint" />;
}
