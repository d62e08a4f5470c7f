import { logError } from '#app/server/log.server.ts';
import type { AppSupabase } from '#app/server/supabase.server.ts';
import { ERRORS } from '#core/error-codes.ts';
import type { Question } from '#core/question.ts';
import { type Model, ModelError } from '#models/model.ts';
import { addVersion, createQuestion, FIRST_REVISION, saveQuestion } from '../question-store.server.ts';
import { keepVerdict, type SolutionFailure, type Verification, verifyQuestion } from '../verify.server.ts';
import { Author } from './author.ts';
import type { DraftEvent } from './draft-events.ts';
import { MAX_TOLD_FAILURES, MAX_TOLD_TEXT } from './draft-limits.ts';
import { describeRun } from './draft-prompt.ts';
import type { DraftRequest } from './draft-request.ts';
import { beginDraft, keepUsage, listRejections, openDraft } from './draft-store.server.ts';
import { listReasons, TROUBLE_WORDS } from './draft-words.ts';

interface Drafting {
  model: Model;
  /** The member who asks. Questions are stored as theirs. */
  supabase: AppSupabase;
  userId: string;
  organisationId: string;
  request: DraftRequest;
  /** Where a question is drafted again: what it holds at this revision, and what should be different. */
  again: {
    questionId: string;
    revision: number;
    question: Question;
    draftId: string;
    change: string;
  } | null;
}

/** A question as it was stored. */
interface Stored {
  questionId: string;
  question: Question;
  revision: number;
}

/**
 * Has a model write a question, stores it as a draft, verifies it in the sandbox, and has the model correct it once
 * where that fails. Publishes nothing. Each try is kept with its cost, whatever comes of it. The caller has checked
 * that the member may.
 */
export async function* draftQuestion(drafting: Drafting, signal: AbortSignal): AsyncGenerator<DraftEvent> {
  const { model, supabase, organisationId, userId, request, again } = drafting;
  yield { type: 'start', model: model.name, languages: request.languages };
  const rejections = await listRejections(supabase, { organisationId, kind: request.kind });
  const draftId = await beginDraft({ organisationId, userId, request, model: model.name, again });
  const author = new Author({
    model,
    request,
    rejections,
    before: again,
    onUsage: (usage) => keepUsage(draftId, usage),
  });
  try {
    const question = yield* write(author, signal);
    if (!question) return;
    const stored = await store(drafting, question);
    if (!stored) {
      yield { type: 'error', code: 'conflict', message: ERRORS.conflict.text };
      return;
    }
    await openDraft(draftId, stored.questionId);
    yield* verifyAndRepair({ author, stored, supabase, userId }, signal);
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof ModelError)) throw error;
    if (error.trouble === 'unauthorised')
      logError('model', 'The provider refuses the key.', { model: model.name });
    yield { type: 'error', ...TROUBLE_WORDS[error.trouble] };
  }
}

/** The question that the model writes; null, with the error told, when it writes none. */
async function* write(author: Author, signal: AbortSignal): AsyncGenerator<DraftEvent, Question | null> {
  const { question, findings } = yield* telling(author.write(signal));
  if (question) return question;
  const message = `The model wrote no question that can be used: ${findings[0]} Try again, or describe it in other words.`;
  yield { type: 'error', code: 'model_unavailable', message };
  return null;
}

async function* verifyAndRepair(
  options: { author: Author; stored: Stored; supabase: AppSupabase; userId: string },
  signal: AbortSignal,
): AsyncGenerator<DraftEvent> {
  const { author, supabase, userId } = options;
  let { stored } = options;
  let verification = yield* verify(stored, signal);
  if (!verification.trouble && !verification.verdict.isVerified) {
    const corrected = yield* correct(author, verification, signal);
    const revision = corrected && (await save(supabase, stored, corrected));
    if (corrected && revision) {
      stored = { ...stored, question: corrected, revision };
      verification = yield* verify(stored, signal);
    }
  }
  const { questionId, revision } = stored;
  const { trouble, verdict } = verification;
  if (trouble) {
    yield { type: 'done', questionId, isVerified: false, reasons: [ERRORS[trouble].text] };
    return;
  }
  const isKept = await keepVerdict({ questionId, revision, userId, verdict, publishes: false });
  const reasons = isKept ? listReasons(verdict) : ['Somebody saved the question while it was verified.'];
  yield { type: 'done', questionId, isVerified: isKept && verdict.isVerified, reasons };
}

async function* verify(stored: Stored, signal: AbortSignal): AsyncGenerator<DraftEvent, Verification> {
  const verifying = verifyQuestion(stored, signal);
  for (;;) {
    const { value, done } = await verifying.next();
    signal.throwIfAborted();
    if (done) return value;
    if (value.type === 'progress') yield { ...value, type: 'verifying' };
  }
}

/** The question after the model was told what failed; null when it has nothing better, and what is stored stays. */
async function* correct(
  author: Author,
  { verdict, failures }: Verification,
  signal: AbortSignal,
): AsyncGenerator<DraftEvent, Question | null> {
  const problems = listReasons(verdict);
  author.tell(describeRun({ problems, failures: failures.flatMap(describeFailure) }));
  try {
    return (yield* telling(author.write(signal))).question;
  } catch (error) {
    if (error instanceof ModelError) return null;
    throw error;
  }
}

/** Passes on how much is written, and gives what came of it. */
async function* telling<T>(
  writing: AsyncGenerator<{ characters: number; isRepair: boolean }, T>,
): AsyncGenerator<DraftEvent, T> {
  for (;;) {
    const { value, done } = await writing.next();
    if (done) return value;
    yield { type: 'writing', ...value };
  }
}

/** What a model needs to see where its solution is wrong. It wrote the tests, hidden ones too. */
function describeFailure({ language, compiler, cases }: SolutionFailure) {
  if (compiler === '' && cases.length === 0) return [];
  return {
    language,
    ...(compiler && { compiler: compiler.slice(0, MAX_TOLD_TEXT) }),
    cases: cases.slice(0, MAX_TOLD_FAILURES).map(({ name, verdict, detail }) => ({
      name,
      verdict,
      input: detail?.input.slice(0, MAX_TOLD_TEXT),
      expected: detail?.expected.slice(0, MAX_TOLD_TEXT),
      actual: detail?.actual?.slice(0, MAX_TOLD_TEXT),
      message: detail?.message.slice(0, MAX_TOLD_TEXT),
    })),
  };
}

/** A new question of the organisation, or the next version of the one that is drafted again. Null when it changed meanwhile. */
async function store(
  { supabase, organisationId, again }: Drafting,
  question: Question,
): Promise<Stored | null> {
  if (again) {
    const { questionId, revision: replaces } = again;
    const revision = await addVersion(supabase, { questionId, replaces, question });
    return revision === null ? null : { questionId, question, revision };
  }
  const questionId = await createQuestion(supabase, organisationId, question);
  return questionId === null ? null : { questionId, question, revision: FIRST_REVISION };
}

function save(supabase: AppSupabase, stored: Stored, question: Question): Promise<number | null> {
  const { questionId, revision: replaces } = stored;
  return saveQuestion(supabase, { questionId, replaces, question });
}
