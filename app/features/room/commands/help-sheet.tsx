import { Dialog } from '#app/components/ui/dialog.tsx';
import { Kbd } from '#app/components/ui/kbd.tsx';
import { useRoom } from '../room-context.ts';
import { COMMAND_GROUPS } from './commands.ts';
import { showShortcut } from './shortcut.ts';
import { useCommands } from './use-commands.ts';

/** Every shortcut of the room, by what it does. */
export function HelpSheet() {
  const { bench, isApple } = useRoom();
  const commands = useCommands().filter(({ shortcuts }) => shortcuts && shortcuts.length > 0);
  return (
    <Dialog
      title="Keyboard shortcuts"
      description={`Tab types a tab in the editor. F6 leaves it, and ${showShortcut('Ctrl+M', isApple)} lets Tab leave it too.`}
      width="lg"
      onClose={() => bench.change({ dialog: null })}
    >
      <div className="columns-1 gap-8 sm:columns-2">
        {COMMAND_GROUPS.map((group) => {
          const own = commands.filter((command) => command.group === group);
          if (own.length === 0) return null;
          return (
            <section key={group} className="mb-5">
              <h3 className="break-after-avoid pb-1 text-12 font-semibold text-ink-faint">{group}</h3>
              <dl>
                {own.map(({ id, title, shortcuts = [] }) => (
                  <div
                    key={id}
                    className="flex min-h-7 break-inside-avoid items-center justify-between gap-4 border-b border-line text-13"
                  >
                    <dt className="min-w-0">{title}</dt>
                    <dd className="flex shrink-0 gap-2.5">
                      {shortcuts.map((shortcut) => (
                        <Kbd key={shortcut}>{showShortcut(shortcut, isApple)}</Kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
