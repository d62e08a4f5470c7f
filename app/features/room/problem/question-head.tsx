import { ChevronDown } from 'lucide-react';
import { Button } from '#app/components/ui/button.tsx';
import { Menu, MenuItem } from '#app/components/ui/menu.tsx';
import { can } from '#core/roles.ts';
import { askRoom } from '../commands/ask-room.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';

const DIFFICULTY_WORDS = { easy: 'Easy', medium: 'Medium', hard: 'Hard' } as const;

/** Which question it is; for those who may ask, the plan to choose from. */
export function QuestionHead() {
  const { session, visitor } = useRoom();
  const question = useStore(session.state, (state) => state.question);
  const mayAsk = can(visitor.role, 'ask') && visitor.plan.length > 0;
  if (!question && !mayAsk) return null;
  return (
    <div className="flex shrink-0 items-center gap-2 border-b border-line px-4 py-2">
      <div className="min-w-0 flex-1">
        <h2 className="truncate text-13 font-semibold text-ink" title={question?.current.title}>
          {question?.current.title ?? 'No question yet'}
        </h2>
        <p className="text-12 text-ink-soft">{question ? placeWords(question) : 'Choose the first one.'}</p>
      </div>
      {mayAsk && <QuestionMenu />}
    </div>
  );
}

function placeWords({ current, asked }: NonNullable<ReturnType<typeof useQuestion>>): string {
  const place = asked.findIndex(({ questionId }) => questionId === current.questionId) + 1;
  return `Question ${place} · ${DIFFICULTY_WORDS[current.difficulty]}`;
}

function useQuestion() {
  return useStore(useRoom().session.state, (state) => state.question);
}

function QuestionMenu() {
  const room = useRoom();
  const { session, visitor } = room;
  const question = useQuestion();
  const wasAsked = new Set(question?.asked.map(({ questionId }) => questionId));
  return (
    <Menu
      trigger={
        <Button size="sm">
          Questions
          <ChevronDown aria-hidden="true" size={14} />
        </Button>
      }
    >
      {visitor.plan.map(({ id, title }, index) => (
        <MenuItem
          key={id}
          isDisabled={id === question?.current.questionId}
          onSelect={() => askRoom(room, () => session.questions.ask(id))}
        >
          <span className="max-w-64 truncate">
            {index + 1}. {title}
          </span>
          <span className="ml-auto pl-3 text-12 text-ink-faint">
            {id === question?.current.questionId ? 'Now' : wasAsked.has(id) ? 'Go back' : 'Ask'}
          </span>
        </MenuItem>
      ))}
    </Menu>
  );
}
