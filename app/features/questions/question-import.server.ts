import { data, redirect } from '@remix-run/node';
import { requireMemberWho } from '#app/features/organisations/member.server.ts';
import { describeRefusal, retryAfter, takeRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { pageError } from '#app/server/error-response.server.ts';
import { readBodyWithin } from '#app/server/form.server.ts';
import type { Question } from '#core/question.ts';
import { QuestionFolderError, readQuestionFolder } from '#core/question-folder.ts';
import {
  MAX_IMPORT_BYTES,
  MAX_IMPORTED_FILES,
  MAX_IMPORTED_QUESTIONS,
  MAX_TOLD_FAULTS,
} from './import-limits.ts';
import { groupByQuestion, ImportError, type RawFile, unpackArchive } from './question-archive.ts';
import { findStorageFault } from './question-issues.ts';
import { createQuestion } from './question-store.server.ts';

/**
 * Takes a .zip archive (`archive`) or the files of a folder (`files`, each named by its path) and makes a draft of each
 * question in it; of none where one cannot be read. Ends with the questions, or with what must be corrected.
 */
export async function importQuestions(request: Request) {
  const { supabase, user, organisation, headers } = await requireMemberWho(request, 'write-questions');
  const refuse = (faults: string[], status = 400, init = headers) =>
    data({ faults }, { status, headers: init });
  const refusal = await takeRateLimits([['question-import:account', user.id]]);
  if (refusal) return refuse([describeRefusal(refusal)], 429, retryAfter(refusal, headers));
  const body = await readBodyWithin(request, MAX_IMPORT_BYTES);
  if (!body)
    return refuse(
      [`That is more than ${MAX_IMPORT_BYTES / 1024 / 1024} MB. Import fewer questions at once.`],
      413,
    );
  const form = await readForm(body, request.headers.get('content-type'));
  if (!form) throw pageError('bad_request', headers);
  const read = readAll(await openAll(form).catch(asFault));
  if (read.faults.length > 0) return refuse(read.faults.slice(0, MAX_TOLD_FAULTS));
  const ids: string[] = [];
  for (const question of read.questions) {
    const id = await createQuestion(supabase, organisation.id, question);
    if (!id) throw pageError('forbidden', headers);
    ids.push(id);
  }
  throw redirect(ids.length === 1 ? `/questions/${ids[0]}` : `/questions?of=mine&imported=${ids.length}`, {
    headers,
  });
}

async function readForm(body: Buffer, type: string | null): Promise<FormData | null> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': type ?? '' } }).formData();
  } catch {
    return null; // no form, or cut off
  }
}

async function openAll(form: FormData): Promise<RawFile[]> {
  const archive = form.get('archive');
  if (archive instanceof File && archive.size > 0) return unpackArchive(await bytesOf(archive));
  const files = form.getAll('files').filter((file) => file instanceof File && file.name !== '') as File[];
  if (files.length === 0) throw new ImportError('Choose a .zip archive or a folder.');
  if (files.length > MAX_IMPORTED_FILES)
    throw new ImportError(`There are more than ${MAX_IMPORTED_FILES} files in the folder.`);
  return Promise.all(files.map(async (file) => ({ path: file.name, bytes: await bytesOf(file) })));
}

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

function asFault(error: unknown): ImportError {
  if (error instanceof ImportError) return error;
  throw error;
}

/** Every question of these files, and what is wrong with those that cannot be read. */
function readAll(files: RawFile[] | ImportError): { questions: Question[]; faults: string[] } {
  if (files instanceof ImportError) return { questions: [], faults: [files.message] };
  let groups: ReturnType<typeof groupByQuestion>;
  try {
    groups = groupByQuestion(files);
  } catch (error) {
    return { questions: [], faults: [asFault(error).message] };
  }
  if (groups.length === 0)
    return { questions: [], faults: ['No question.json was found: each question is a folder that has one.'] };
  if (groups.length > MAX_IMPORTED_QUESTIONS)
    return {
      questions: [],
      faults: [`These are ${groups.length} questions. Import at most ${MAX_IMPORTED_QUESTIONS} at once.`],
    };
  const questions: Question[] = [];
  const faults: string[] = [];
  for (const { folder, files: own } of groups) {
    const prefix = folder === '' ? '' : `${folder}/`;
    try {
      const question = readQuestionFolder(own);
      const fault = findStorageFault(question);
      if (fault) faults.push(`${prefix}: ${fault}`);
      else questions.push(question);
    } catch (error) {
      if (!(error instanceof QuestionFolderError)) throw error;
      faults.push(`${prefix}${error.message}`);
    }
  }
  return { questions, faults };
}
