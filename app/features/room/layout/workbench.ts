import { z } from 'zod';
import { Store } from '../store.ts';

export type Dialog =
  | 'palette'
  | 'help'
  | 'settings'
  | 'mark'
  | 'add-time'
  | 'end'
  | 'hand-in'
  | 'leave'
  | 'call';
const SIDE_TABS = ['problem', 'chat', 'people', 'assistant'] as const;
export type SideTab = (typeof SIDE_TABS)[number];
const OUTPUT_TABS = ['output', 'tests', 'terminal'] as const;
export type OutputTab = (typeof OUTPUT_TABS)[number];
const PANEL_TABS = ['guide', 'notes', 'marks', 'results', 'context'] as const;
export type PanelTab = (typeof PANEL_TABS)[number];
export const PHONE_PANES = ['editor', 'problem', 'files', 'output', 'chat', 'people', 'assistant'] as const;
export type PhonePane = (typeof PHONE_PANES)[number];

/** What this browser shows. Nothing of it is shared. */
export interface WorkbenchState {
  /** Ids of open files, left to right. */
  tabs: readonly string[];
  active: string | null;
  hasFiles: boolean;
  hasOutput: boolean;
  hasSide: boolean;
  /** Wished for: where there is no problem or no assistant, its tab is the chat's. */
  sideTab: SideTab;
  /** Whether the interviewer's panel is open; without meaning for those who may not have it. */
  hasPanel: boolean;
  panelTab: PanelTab;
  /** Of the panel below the code. */
  outputTab: OutputTab;
  /** Whether the box for a program's input shows. */
  hasInput: boolean;
  /** What the next program gets to read. */
  stdin: string;
  /** Whether people type into the next program while it runs. */
  isInteractive: boolean;
  /** On a phone there is one pane at a time. */
  phonePane: PhonePane;
  dialog: Dialog | null;
  /** Whether one takes part in the call, or will again by itself. */
  isInCall: boolean;
  /** Participant whose place in the files this browser follows. */
  following: string | null;
}

const keptSchema = z.object({
  tabs: z.array(z.string()).max(200),
  active: z.string().nullable(),
  hasFiles: z.boolean(),
  hasOutput: z.boolean(),
  hasSide: z.boolean(),
  sideTab: z.enum(SIDE_TABS),
  hasPanel: z.boolean().catch(false),
  panelTab: z.enum(PANEL_TABS).catch('guide'),
  outputTab: z.enum(OUTPUT_TABS).catch('output'),
  hasInput: z.boolean().catch(false),
  stdin: z.string().catch(''),
  isInteractive: z.boolean().catch(false),
});

const INITIAL: WorkbenchState = {
  tabs: [],
  active: null,
  hasFiles: true,
  hasOutput: true,
  hasSide: true,
  sideTab: 'problem',
  hasPanel: false,
  panelTab: 'guide',
  outputTab: 'output',
  hasInput: false,
  stdin: '',
  isInteractive: false,
  phonePane: 'editor',
  dialog: null,
  isInCall: false,
  following: null,
};

interface Storage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** The tab at the side that really shows. */
export function shownSideTab(
  wished: SideTab,
  { hasProblem, hasAssistant }: { hasProblem: boolean; hasAssistant: boolean },
): SideTab {
  const isMissing = (wished === 'problem' && !hasProblem) || (wished === 'assistant' && !hasAssistant);
  return isMissing ? 'chat' : wished;
}

/** Tabs, panels and dialogs of this browser, remembered per interview. */
export class Workbench extends Store<WorkbenchState> {
  readonly #key: string;
  readonly #storage: Storage | null;

  /** `first`: what shows where this browser remembers nothing of the interview. */
  constructor(interviewId: string, storage: Storage | null, first: Partial<WorkbenchState> = {}) {
    const key = `interlace:workbench:${interviewId}`;
    super({ ...INITIAL, ...first, ...readKept(key, storage) });
    this.#key = key;
    this.#storage = storage;
    this.subscribe(() => this.#keep());
  }

  /** Opens a file in a tab (at the end when it has none) and shows it. Choosing by hand ends following. */
  readonly open = (id: string): void => this.change({ ...this.#opened(id), following: null });

  /** Shows the file of the person who is followed. */
  readonly openFollowed = (id: string): void => this.change(this.#opened(id));

  readonly close = (id: string): void => {
    const { tabs, active } = this.get();
    const at = tabs.indexOf(id);
    if (at < 0) return;
    const rest = tabs.filter((tab) => tab !== id);
    this.change({
      tabs: rest,
      active: active === id ? (rest[Math.min(at, rest.length - 1)] ?? null) : active,
    });
  };

  /** Shows the tab so many places further, around the ends. */
  readonly step = (by: number): void => {
    const { tabs, active } = this.get();
    const at = active === null ? 0 : tabs.indexOf(active);
    const next = tabs[(at + by + tabs.length) % Math.max(1, tabs.length)];
    if (next !== undefined) this.open(next);
  };

  /** Puts a tab into another's place. */
  readonly moveTab = (id: string, before: string | null): void => {
    const rest = this.get().tabs.filter((tab) => tab !== id);
    const at = before === null ? rest.length : rest.indexOf(before);
    this.change({ tabs: [...rest.slice(0, at), id, ...rest.slice(at)] });
  };

  /** Closes the tabs of files that are gone; opens the first file where none is open. */
  readonly keepOnly = (fileIds: readonly string[]): void => {
    const there = new Set(fileIds);
    for (const id of this.get().tabs) if (!there.has(id)) this.close(id);
    const first = fileIds[0];
    if (this.get().active === null && this.get().tabs.length === 0 && first !== undefined) {
      this.change(this.#opened(first));
    }
  };

  readonly change = (part: Partial<WorkbenchState>): void => this.set({ ...this.get(), ...part });

  #opened(id: string): Pick<WorkbenchState, 'tabs' | 'active' | 'phonePane'> {
    const { tabs } = this.get();
    return { tabs: tabs.includes(id) ? tabs : [...tabs, id], active: id, phonePane: 'editor' };
  }

  #keep(): void {
    try {
      this.#storage?.setItem(this.#key, JSON.stringify(keptSchema.parse(this.get())));
    } catch {
      // a full or forbidden storage: the layout is forgotten with the page
    }
  }
}

function readKept(key: string, storage: Storage | null): Partial<WorkbenchState> {
  try {
    const result = keptSchema.safeParse(JSON.parse(storage?.getItem(key) ?? 'null'));
    return result.success ? result.data : {};
  } catch {
    return {}; // not ours
  }
}
