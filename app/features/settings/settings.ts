import { z } from 'zod';
import { type Theme, themeSchema } from '#app/features/theme/theme.ts';
import type { RoomRole } from '#core/roles.ts';

export const FONT_SIZES = [11, 12, 13, 14, 15, 16, 18, 20] as const;
export const TAB_SIZES = ['language', '2', '4', '8'] as const;

const schema = z.object({
  theme: themeSchema.catch('system'),
  /** Of code, in pixels. */
  fontSize: z.number().int().min(11).max(20).catch(14),
  /** Columns of a tab; `language` follows the habit of each language. */
  tabSize: z.enum(TAB_SIZES).catch('language'),
  wordWrap: z.boolean().catch(false),
  vimKeys: z.boolean().catch(false),
  /** Names beside the cursors of others while they move. */
  cursorLabels: z.boolean().catch(true),
  /** The terminal says what it shows to a screen reader. */
  screenReader: z.boolean().catch(false),
  /** What is said in a call, below the code; `role` shows it to candidates alone. */
  captions: z.enum(['role', 'on', 'off']).catch('role'),
});

/** How one person likes the room. */
export type Settings = z.infer<typeof schema>;

/** Settings out of anything: what cannot be read takes its default. */
export function parseSettings(value: unknown): Settings {
  return schema.parse(typeof value === 'object' && value !== null ? value : {});
}

/** Whether somebody of this role reads along what is said. */
export function showsCaptions({ captions }: Pick<Settings, 'captions'>, role: RoomRole): boolean {
  return captions === 'role' ? role === 'candidate' : captions === 'on';
}

/** Languages, by their names in the editor, whose habit is four columns. */
const WIDE_TABS = new Set(['python', 'java', 'c', 'cpp', 'go', 'rust', 'php']);

/** Columns of a tab in a file of this editor language. */
export function tabSizeOf({ tabSize }: Pick<Settings, 'tabSize'>, editorLanguage: string): number {
  if (tabSize !== 'language') return Number(tabSize);
  return WIDE_TABS.has(editorLanguage) ? 4 : 2;
}

/** Whether the habit of this editor language is a tab character rather than spaces. */
export function usesTabs(editorLanguage: string): boolean {
  return editorLanguage === 'go';
}

export type { Theme };
