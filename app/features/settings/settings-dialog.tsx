import { type ReactNode, useId } from 'react';
import { Checkbox } from '#app/components/ui/checkbox.tsx';
import { Dialog } from '#app/components/ui/dialog.tsx';
import { Select } from '#app/components/ui/select.tsx';
import { useRoom } from '#app/features/room/room-context.ts';
import { useStore } from '#app/features/room/use-store.ts';
import { FONT_SIZES, type Settings, showsCaptions, TAB_SIZES } from './settings.ts';

const THEME_WORDS: Record<Settings['theme'], string> = {
  system: 'Like the system',
  light: 'Light',
  dark: 'Dark',
};

/** How this person likes the room. Every change takes effect at once. */
export function SettingsDialog() {
  const { bench, settings: store, visitor } = useRoom();
  const settings = useStore(store, (value) => value);
  const change = store.change;
  return (
    <Dialog
      title="Settings"
      description={
        visitor.isMember ? 'Kept with your account, for every room.' : 'Kept in this browser, for every room.'
      }
      width="sm"
      onClose={() => bench.change({ dialog: null })}
    >
      <div className="flex flex-col gap-4">
        <Row label="Theme">
          {(id) => (
            <Select
              id={id}
              value={settings.theme}
              onChange={(event) => change({ theme: event.target.value as Settings['theme'] })}
            >
              {Object.entries(THEME_WORDS).map(([theme, word]) => (
                <option key={theme} value={theme}>
                  {word}
                </option>
              ))}
            </Select>
          )}
        </Row>
        <Row label="Size of code">
          {(id) => (
            <Select
              id={id}
              value={settings.fontSize}
              onChange={(event) => change({ fontSize: Number(event.target.value) })}
            >
              {FONT_SIZES.map((size) => (
                <option key={size} value={size}>
                  {size} pixels
                </option>
              ))}
            </Select>
          )}
        </Row>
        <Row label="Width of a tab">
          {(id) => (
            <Select
              id={id}
              value={settings.tabSize}
              onChange={(event) => change({ tabSize: event.target.value as Settings['tabSize'] })}
            >
              {TAB_SIZES.map((size) => (
                <option key={size} value={size}>
                  {size === 'language' ? 'By language' : `${size} spaces`}
                </option>
              ))}
            </Select>
          )}
        </Row>
        <div className="flex flex-col gap-2.5 border-t border-line pt-4">
          <Checkbox
            label="Wrap long lines"
            checked={settings.wordWrap}
            onChange={(event) => change({ wordWrap: event.target.checked })}
          />
          <Checkbox
            label="Vim keys"
            checked={settings.vimKeys}
            onChange={(event) => change({ vimKeys: event.target.checked })}
          />
          <Checkbox
            label="Names beside the cursors of others"
            checked={settings.cursorLabels}
            onChange={(event) => change({ cursorLabels: event.target.checked })}
          />
          <Checkbox
            label="Terminal for screen readers"
            checked={settings.screenReader}
            onChange={(event) => change({ screenReader: event.target.checked })}
          />
          <Checkbox
            label="Captions of what is said in a call"
            checked={showsCaptions(settings, visitor.role)}
            onChange={(event) => change({ captions: event.target.checked ? 'on' : 'off' })}
          />
        </div>
      </div>
    </Dialog>
  );
}

function Row({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="grid grid-cols-[1fr_190px] items-center gap-4">
      <label htmlFor={id} className="text-14">
        {label}
      </label>
      {children(id)}
    </div>
  );
}
