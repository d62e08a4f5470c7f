import { can } from '#core/roles.ts';
import type { TerminalSize } from '#core/workspace-protocol.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';

/** The screens on which people who may type have the terminal before them. */
export class TerminalScreens {
  readonly #sessions: Sessions;
  readonly #sizes = new Map<string, TerminalSize>();

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
  }

  /** This connection shows the terminal in this size, or no more. */
  set({ id }: Session, size: TerminalSize | null): void {
    if (size) this.#sizes.set(id, size);
    else this.#sizes.delete(id);
  }

  /** The size that fits all of them, or null when nobody shows it. */
  smallest(): TerminalSize | null {
    const sizes = [...this.#sessions].flatMap(({ id, person }) => {
      const size = this.#sizes.get(id);
      return size && can(person.role, 'terminal') ? [size] : [];
    });
    if (sizes.length === 0) return null;
    return {
      columns: Math.min(...sizes.map(({ columns }) => columns)),
      rows: Math.min(...sizes.map(({ rows }) => rows)),
    };
  }
}
