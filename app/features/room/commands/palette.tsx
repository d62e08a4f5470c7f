import { Command as Cmdk, defaultFilter } from 'cmdk';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { Kbd } from '#app/components/ui/kbd.tsx';
import { useReturnFocus } from '#app/components/ui/use-return-focus.ts';
import { useRoom } from '../room-context.ts';
import { COMMAND_GROUPS, type Command } from './commands.ts';
import { showShortcut } from './shortcut.ts';
import { useCommands } from './use-commands.ts';

/** Letters that merely occur somewhere, in order, are no fit. */
const LEAST_FIT = 0.02;
const MAX_FOUND = 20;

/** Every action, found by typing. A number with a colon in front goes to that line. */
export function Palette() {
  const { bench, editor } = useRoom();
  useReturnFocus();
  const commands = useCommands().filter((command) => command.isOffered?.() !== false);
  const [search, setSearch] = useState('');
  const found = findCommands(commands, search);
  const line = /^:(\d{1,6})$/.exec(search.trim())?.[1];
  const close = () => bench.change({ dialog: null });
  const act = (command: Pick<Command, 'act'>) => {
    close();
    // After the focus has gone back to where it was.
    setTimeout(command.act);
  };
  return (
    <Cmdk.Dialog
      open
      onOpenChange={(isOpen) => !isOpen && close()}
      label="Commands"
      overlayClassName="ui-fade fixed inset-0 z-40 bg-(--scrim)"
      contentClassName="ui-rise fixed top-[14vh] left-1/2 z-50 w-[calc(100vw-32px)] max-w-[560px] -translate-x-1/2 overflow-hidden rounded-card border border-line bg-raised shadow-float outline-none"
      loop
      shouldFilter={false}
    >
      <div className="flex items-center gap-2.5 border-b border-line px-4">
        <Search aria-hidden="true" size={16} className="shrink-0 text-ink-faint" />
        <Cmdk.Input
          value={search}
          onValueChange={setSearch}
          placeholder="Find a command or a file, or :12 for a line"
          className="h-11 w-full bg-transparent text-14 outline-none placeholder:text-ink-faint"
        />
      </div>
      <Cmdk.List className="max-h-[min(420px,56vh)] overflow-y-auto p-1.5">
        {search.trim() !== '' && !line && found.length === 0 && (
          <p className="px-3 py-6 text-center text-13 text-ink-soft">
            Nothing is called that. Try another word.
          </p>
        )}
        {line && (
          <Item
            value={`:${line}`}
            title={`Go to line ${line}`}
            onSelect={() => act({ act: () => editor.get()?.goToLine(Number(line)) })}
          />
        )}
        {search.trim() === ''
          ? COMMAND_GROUPS.map((group) => (
              <Group
                key={group}
                heading={group}
                commands={commands.filter((command) => command.group === group)}
                onSelect={act}
              />
            ))
          : found.map((command) => <CommandItem key={command.id} command={command} onSelect={act} />)}
      </Cmdk.List>
    </Cmdk.Dialog>
  );
}

/** Commands that fit what was typed, best first. */
function findCommands(commands: readonly Command[], search: string): Command[] {
  const words = search.trim();
  return commands
    .map((command) => ({
      command,
      score: defaultFilter?.(command.title, words, [command.keywords ?? '']) ?? 0,
    }))
    .filter(({ score }) => score > LEAST_FIT)
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_FOUND)
    .map(({ command }) => command);
}

interface GroupProps {
  heading: string;
  commands: readonly Command[];
  onSelect: (command: Command) => void;
}

function Group({ heading, commands, onSelect }: GroupProps) {
  if (commands.length === 0) return null;
  return (
    <Cmdk.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-faint"
    >
      {commands.map((command) => (
        <CommandItem key={command.id} command={command} onSelect={onSelect} />
      ))}
    </Cmdk.Group>
  );
}

function CommandItem({ command, onSelect }: { command: Command; onSelect: (command: Command) => void }) {
  const { isApple } = useRoom();
  const first = command.shortcuts?.[0];
  return (
    <Item
      value={command.id}
      title={command.title}
      shortcut={first && showShortcut(first, isApple)}
      onSelect={() => onSelect(command)}
    />
  );
}

function Item({
  value,
  title,
  shortcut,
  onSelect,
}: {
  value: string;
  title: string;
  shortcut?: string | undefined;
  onSelect: () => void;
}) {
  return (
    <Cmdk.Item
      value={value}
      onSelect={onSelect}
      className="flex h-8 cursor-default items-center gap-2 rounded-[5px] px-2.5 text-13 text-ink data-[selected=true]:bg-hover"
    >
      <span className="min-w-0 flex-1 truncate">{title}</span>
      {shortcut && <Kbd>{shortcut}</Kbd>}
    </Cmdk.Item>
  );
}
