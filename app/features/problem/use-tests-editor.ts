import { useState } from 'react';
import { readTests } from './read-tests.ts';
import { draftOf, type SuiteDraft } from './suite-draft.ts';
import { writeDraft } from './write-tests.ts';

/** Tests while they are edited. The text is true in the one view, the draft in the other. */
type Content =
  | { view: 'text'; text: string }
  /** `origin` is the text that the draft was read from: until the form changes, the text stays as it was typed. */
  | { view: 'form'; draft: SuiteDraft | null; origin: { draft: SuiteDraft | null; text: string } };

interface Edit {
  content: Content;
  /** What the last step replaced, to take it back; only after steps that remove more than a few letters. */
  before: Content | null;
  /** What is to be said of the last step. */
  said: string | null;
}

const STUCK = 'Correct the text first: the form cannot show it as it is.';

/** Tests that are edited as a form or as text, whichever one likes, without losing anything on the way. */
export function useTestsEditor(initialText: string, onEdit: () => void) {
  const [{ content, before, said }, setEdit] = useState<Edit>(() => onlyShow(open(initialText)));
  const change = (next: Content, saidOfIt?: string) => {
    onEdit();
    setEdit(saidOfIt === undefined ? onlyShow(next) : { content: next, before: content, said: saidOfIt });
  };
  const text = textOf(content);
  return {
    view: content.view,
    /** Whether it differs from what the server has seen last. */
    isEdited: text !== initialText,
    /** The JSON text of what is there now, whether it can be read or not. */
    text,
    draft: content.view === 'form' ? content.draft : null,
    said,
    canUndo: before !== null,
    setText: (next: string) => change({ view: 'text', text: next }),
    /** Words about it make it a step that can be taken back. */
    setDraft: (draft: SuiteDraft | null, saidOfIt?: string) => {
      if (content.view === 'form') change({ ...content, draft }, saidOfIt);
    },
    /** Puts another text in the place of all that is there. */
    replace: (next: string, saidOfIt: string) => change(open(next), saidOfIt),
    undo: () => {
      if (before) setEdit(onlyShow(before));
    },
    showText: () => setEdit(onlyShow({ view: 'text', text })),
    /** Goes on in the form. Stays with the text where the form could not hold all of it. */
    showForm: () => {
      const next = open(text);
      setEdit({ content: next, before: null, said: next.view === 'form' ? null : STUCK });
    },
  };
}

export type TestsEditor = ReturnType<typeof useTestsEditor>;

function onlyShow(content: Content): Edit {
  return { content, before: null, said: null };
}

/** The form for a text that can be read, the text itself otherwise. */
function open(text: string): Content {
  const { tests, faults } = readTests(text);
  if (faults) return { view: 'text', text };
  const draft = tests && draftOf(tests);
  return { view: 'form', draft, origin: { draft, text } };
}

function textOf(content: Content): string {
  if (content.view === 'text') return content.text;
  const { draft, origin } = content;
  if (draft === origin.draft) return origin.text;
  return draft ? writeDraft(draft) : '';
}
