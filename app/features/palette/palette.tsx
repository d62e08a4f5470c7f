import { useFetcher, useNavigate, useSubmit } from '@remix-run/react';
import { Command } from 'cmdk';
import {
  CircleUser,
  FileCode2,
  FileQuestion,
  LogOut,
  Monitor,
  Moon,
  Plus,
  Sparkles,
  SquareTerminal,
  Sun,
} from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { THEME_ACTION } from '#app/features/theme/use-theme.ts';
import type { loader as findInterviews } from '#app/routes/api.interviews.find.ts';

/** Pause in typing before the server is asked for interviews. */
const ASK_AFTER = 150;

interface PaletteProps {
  isOpen: boolean;
  canWrite: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** Every action of the member pages by name, and interviews by title or candidate. */
export function Palette({ isOpen, canWrite, onOpenChange }: PaletteProps) {
  const [search, setSearch] = useState('');
  const navigate = useNavigate();
  const submit = useSubmit();
  const { data, load } = useFetcher<typeof findInterviews>();
  useEffect(() => {
    if (!isOpen) return;
    const timer = setTimeout(
      () => load(`/api/interviews/find?${new URLSearchParams({ q: search })}`),
      search ? ASK_AFTER : 0,
    );
    return () => clearTimeout(timer);
  }, [isOpen, search, load]);

  const run = (act: () => void) => () => {
    onOpenChange(false);
    setSearch('');
    act();
  };
  const go = (path: string) => run(() => navigate(path));
  const chooseTheme = (theme: string) =>
    run(() => submit({ theme, stay: '' }, { method: 'post', action: THEME_ACTION, navigate: false }));

  return (
    <Command.Dialog
      open={isOpen}
      onOpenChange={onOpenChange}
      label="Commands"
      overlayClassName="fixed inset-0 z-40 bg-scrim"
      contentClassName="fixed top-[12dvh] left-1/2 z-50 w-[min(560px,calc(100vw-32px))] -translate-x-1/2 overflow-hidden rounded-card border bg-raised shadow-float"
    >
      <Command.Input
        value={search}
        onValueChange={setSearch}
        placeholder="Search interviews, or type what to do"
        className="h-12 w-full border-b bg-transparent px-4 text-14 outline-none placeholder:text-ink-faint"
      />
      <Command.List className="max-h-[50dvh] overflow-y-auto p-2">
        <Command.Empty className="px-2 py-6 text-center text-13 text-ink-soft">
          Nothing with that name. Try a title, a candidate, or “theme”.
        </Command.Empty>
        <Group heading="Go to">
          {canWrite && (
            <Item value="New interview create" icon={<Plus size={16} />} onSelect={go('/interviews/new')}>
              New interview
            </Item>
          )}
          {canWrite && (
            <Item value="New question create" icon={<Plus size={16} />} onSelect={go('/questions/new')}>
              New question
            </Item>
          )}
          {canWrite && (
            <Item
              value="Draft question with AI generate"
              icon={<Sparkles size={16} />}
              onSelect={go('/questions/draft')}
            >
              Draft a question with AI
            </Item>
          )}
          <Item value="All interviews list" icon={<SquareTerminal size={16} />} onSelect={go('/interviews')}>
            All interviews
          </Item>
          <Item value="Questions bank library" icon={<FileQuestion size={16} />} onSelect={go('/questions')}>
            Questions
          </Item>
          <Item
            value="Account settings name password"
            icon={<CircleUser size={16} />}
            onSelect={go('/account')}
          >
            Account settings
          </Item>
        </Group>
        <Group heading="Do">
          <Item value="Theme system" icon={<Monitor size={16} />} onSelect={chooseTheme('system')}>
            Theme: follow the system
          </Item>
          <Item value="Theme light" icon={<Sun size={16} />} onSelect={chooseTheme('light')}>
            Theme: light
          </Item>
          <Item value="Theme dark" icon={<Moon size={16} />} onSelect={chooseTheme('dark')}>
            Theme: dark
          </Item>
          <Item
            value="Sign out log out"
            icon={<LogOut size={16} />}
            onSelect={run(() => submit(null, { method: 'post', action: '/sign-out' }))}
          >
            Sign out
          </Item>
        </Group>
        {data && data.interviews.length > 0 && (
          <Group heading={search ? 'Interviews' : 'Newest interviews'}>
            {data.interviews.map(({ id, title, candidateName }) => (
              <Item
                key={id}
                value={`${title} ${candidateName} ${id}`}
                icon={<FileCode2 size={16} />}
                onSelect={go(`/interviews/${id}`)}
              >
                <span className="truncate">{title}</span>
                <span className="ml-auto truncate pl-4 text-ink-faint">{candidateName}</span>
              </Item>
            ))}
          </Group>
        )}
      </Command.List>
    </Command.Dialog>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="pb-1 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-ink-faint"
    >
      {children}
    </Command.Group>
  );
}

function Item(props: { value: string; icon: ReactNode; onSelect: () => void; children: ReactNode }) {
  return (
    <Command.Item
      value={props.value}
      onSelect={props.onSelect}
      className="flex h-9 cursor-default items-center gap-2.5 rounded-control px-2 text-13 data-[selected=true]:bg-hover"
    >
      <span aria-hidden="true" className="text-ink-faint">
        {props.icon}
      </span>
      {props.children}
    </Command.Item>
  );
}
