import { Select } from '#app/components/ui/select.tsx';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { panelOf } from './panel-store.ts';
import type { Guided } from './use-guided.ts';

/** Which question of the plan it is about; a list to choose from where there are several. */
export function QuestionChoice({
  shown,
  onChoose,
}: {
  shown: Guided;
  /** Null: follows what is asked. */
  onChoose: (id: string | null) => void;
}) {
  const room = useRoom();
  const questions = useStore(panelOf(room), (state) => state.questions) ?? [];
  const asked = useStore(room.session.state, (state) => state.question?.current.questionId ?? null);
  const { question } = shown;
  if (!question) return null;
  return (
    <div className="border-b border-line px-4 py-2">
      {questions.length === 1 ? (
        <h2 className="truncate text-13 font-semibold text-ink">{question.title}</h2>
      ) : (
        <Select
          aria-label="Question"
          value={question.questionId}
          onChange={({ currentTarget: { value } }) => onChoose(value === asked ? null : value)}
        >
          {questions.map(({ questionId, title }, index) => (
            <option key={questionId} value={questionId}>
              {index + 1}. {title}
              {questionId === asked ? ' (asked now)' : ''}
            </option>
          ))}
        </Select>
      )}
    </div>
  );
}
