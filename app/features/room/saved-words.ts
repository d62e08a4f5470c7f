import type { RoomState } from './room-state.ts';

/** What the status bar says about saving. */
export function savedWord({ saved }: Pick<RoomState, 'saved'>): string {
  switch (saved) {
    case 'saved':
      return 'Saved';
    case 'saving':
      return 'Saving';
    case 'offline-unsaved':
      return 'Not saved yet';
    case 'offline':
      return 'Nothing unsaved';
  }
}

/** What somebody who presses Ctrl+S is told: the truth. */
export function sayWhetherSaved({ saved }: Pick<RoomState, 'saved'>): {
  text: string;
  tone: 'plain' | 'bad';
} {
  switch (saved) {
    case 'saved':
      return { text: 'Everything is saved.', tone: 'plain' };
    case 'saving':
      return { text: 'Saving right now.', tone: 'plain' };
    case 'offline-unsaved':
      return {
        text: 'Not saved yet: there is no connection. Your edits are kept on this device.',
        tone: 'bad',
      };
    case 'offline':
      return { text: 'There is no connection. Nothing of yours is unsaved.', tone: 'bad' };
  }
}

/** What the status bar says about the line. */
export function connectionWord({ connection }: Pick<RoomState, 'connection'>): string {
  switch (connection) {
    case 'connecting':
      return 'Connecting';
    case 'online':
      return 'Connected';
    case 'offline':
      return 'Reconnecting';
    case 'stopped':
      return 'Not connected';
  }
}
