import { clsx } from 'clsx';
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { Input } from '#app/components/ui/input.tsx';
import {
  type GuidedQuestion,
  MAX_REMARK_LENGTH,
  RUBRIC_LEVELS,
  type RubricLevel,
} from '#core/panel-protocol.ts';
import type { RubricRow } from '#core/question.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { panelOf } from './panel-store.ts';
import { Nothing } from './part.tsx';
import type { Guided } from './use-guided.ts';

const LEVEL_WORDS: Record<RubricLevel, string> = { weak: 'Weak', sound: 'Sound', strong: 'Strong' };

/** What one found of each row of the question's rubric. People mark; nothing is computed from it. */
export function MarksTab({ guided, choice }: { guided: Guided; choice: ReactNode }) {
  const store = panelOf(useRoom());
  const trouble = useStore(store, (state) => state.markTrouble);
  const hasMarked = useStore(
    store,
    ({ marks }) =>
      marks?.some((one) => one.isMine && one.questionId === guided.question?.questionId) ?? false,
  );
  const { question, isKnown } = guided;
  if (!isKnown) return <Nothing>Opening the rubric</Nothing>;
  if (!question) return <Nothing>No question is planned, so there is no rubric to mark.</Nothing>;
  return (
    <div className="flex h-full min-h-0 flex-col">
      {choice}
      <div className="min-h-0 flex-1 overflow-y-auto">
        {question.rubric.length === 0 ? (
          <Nothing>This question has no rubric. Add one in the question bank.</Nothing>
        ) : (
          question.rubric.map((row) => (
            <Row key={`${question.questionId}:${row.id}`} question={question} row={row} />
          ))
        )}
        {question.rubric.length > 0 && !hasMarked && (
          <Nothing>You see what others marked once you have marked this question yourself.</Nothing>
        )}
      </div>
      {trouble && (
        <p role="alert" className="border-t border-line px-4 py-2 text-12 text-bad">
          {trouble}
        </p>
      )}
    </div>
  );
}

function Row({ question, row }: { question: GuidedQuestion; row: RubricRow }) {
  const store = panelOf(useRoom());
  const { questionId, version } = question;
  const marks = useStore(
    store,
    (state) =>
      state.marks?.filter(
        (one) => one.questionId === questionId && one.version === version && one.criterion === row.id,
      ) ?? [],
  );
  const mine = marks.find(({ isMine }) => isMine) ?? null;
  const others = marks.filter(({ isMine }) => !isMine);
  const set = (mark: RubricLevel | null, remark: string) =>
    void store.mark({ questionId, criterion: row.id, mark, remark }, version);
  return (
    <fieldset className="border-b border-line px-4 py-3">
      <legend className="float-left w-full pb-2 text-13 font-semibold text-ink">{row.title}</legend>
      <div className="clear-both flex flex-col gap-1">
        {RUBRIC_LEVELS.map((level) => (
          <label
            key={level}
            className={clsx(
              'flex items-start gap-2 rounded-control border px-2.5 py-1.5 text-13',
              mine?.mark === level ? 'border-accent bg-accent-wash' : 'border-line',
            )}
          >
            <input
              type="radio"
              name={`${questionId}:${row.id}`}
              checked={mine?.mark === level}
              onChange={() => set(level, mine?.remark ?? '')}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <span className="font-medium text-ink">{LEVEL_WORDS[level]}</span>
              <span className="block text-12 text-ink-soft">{row.levels[level]}</span>
            </span>
          </label>
        ))}
      </div>
      {mine && (
        <div className="flex items-center gap-1 pt-2">
          <Remark title={row.title} saved={mine.remark} onSave={(remark) => set(mine.mark, remark)} />
          <Button size="sm" variant="ghost" onClick={() => set(null, '')}>
            Clear
          </Button>
        </div>
      )}
      {others.length > 0 && (
        <ul className="pt-2 text-12 text-ink-soft">
          {others.map(({ authorName, mark, remark }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: colleagues may share a name, and the list is drawn whole
            <li key={index}>
              <span className="font-medium text-ink">{authorName}</span>: {LEVEL_WORDS[mark]}
              {remark && `, “${remark}”`}
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}

/** Saved by Enter, and by going elsewhere. */
function Remark({
  title,
  saved,
  onSave,
}: {
  title: string;
  saved: string;
  onSave: (remark: string) => void;
}) {
  const [text, setText] = useState(saved);
  useEffect(() => setText(saved), [saved]);
  const save = () => text.trim() !== saved && onSave(text.trim());
  return (
    <Input
      aria-label={`Remark on ${title}`}
      placeholder="Remark"
      maxLength={MAX_REMARK_LENGTH}
      value={text}
      isCompact
      className="flex-1"
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && save()}
    />
  );
}
