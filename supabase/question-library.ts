import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Question, QuestionFile } from '#core/question.ts';
import { readQuestionFolder } from '#core/question-folder.ts';
import { createScriptClient, type ScriptClient } from './client.ts';
import type { Json } from './database.types.ts';

/** One folder a question, named by its slug. */
export const LIBRARY_FOLDER = fileURLToPath(new URL('questions/', import.meta.url));

const SLUG = /^[a-z0-9][a-z0-9-]{0,79}$/;

export interface LibraryQuestion {
  slug: string;
  question: Question;
  /** SHA-256 in hex of what it holds. */
  digest: string;
}

/**
 * Brings the library of questions in the database to what its folder holds: a question whose files changed gets a new
 * published version, one that is gone is retired. Does nothing for those that stayed as they were, so it can run at
 * every start; and nothing at all where the folder is missing.
 * @param options.fetch reaches the API before it listens, if given
 * @param options.onBroken hears of folders that are no questions; the others are loaded
 */
export async function loadQuestionLibrary(options: {
  url: string;
  secretKey: string;
  fetch?: typeof fetch;
  folder?: string;
  onBroken?: (message: string) => void;
}): Promise<void> {
  const { url, secretKey, folder = LIBRARY_FOLDER, onBroken = () => {}, ...reach } = options;
  const slugs = listSlugs(folder);
  if (slugs.length === 0) return;
  const client = createScriptClient(url, secretKey, reach);
  const known = await readKnown(client);
  for (const slug of slugs) {
    const read = tryRead(folder, slug);
    if (typeof read === 'string') {
      onBroken(read);
      continue;
    }
    const stored = known.get(slug);
    if (stored?.digest === read.digest && !stored.isRetired) continue;
    const { error } = await client.rpc('put_library_question', {
      p_slug: slug,
      p_digest: read.digest,
      p_content: read.question as unknown as Json,
    });
    if (error) onBroken(`${slug}: ${error.message}`);
  }
  const gone = [...known].flatMap(([slug, { isRetired }]) =>
    isRetired || slugs.includes(slug) ? [] : [slug],
  );
  if (gone.length === 0) return;
  const retired_at = new Date().toISOString();
  const { error } = await client.from('questions').update({ retired_at }).in('slug', gone);
  if (error) throw new Error('The library of questions could not be stored.', { cause: error });
}

/** The names of the folders of questions, in order; none where there is no such folder. */
export function listSlugs(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && SLUG.test(entry.name))
    .map(({ name }) => name)
    .toSorted();
}

/** The question of a folder of the library. Throws `QuestionFolderError` where it is none. */
export function readLibraryQuestion(folder: string, slug: string): LibraryQuestion {
  const question = readQuestionFolder(readFiles(path.join(folder, slug)));
  const digest = createHash('sha256').update(JSON.stringify(question)).digest('hex');
  return { slug, question, digest };
}

function tryRead(folder: string, slug: string): LibraryQuestion | string {
  try {
    return readLibraryQuestion(folder, slug);
  } catch (error) {
    return `${slug}/${(error as Error).message}`;
  }
}

async function readKnown(
  client: ScriptClient,
): Promise<Map<string, { digest: string | null; isRetired: boolean }>> {
  const { data, error } = await client
    .from('questions')
    .select('slug, digest, retired_at')
    .is('organization_id', null);
  if (error) throw new Error('The library of questions could not be read.', { cause: error });
  return new Map(
    data.map(({ slug, digest, retired_at }) => [slug ?? '', { digest, isRetired: retired_at !== null }]),
  );
}

/** All files below a folder, each by its path with slashes. */
function readFiles(folder: string): QuestionFile[] {
  return fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return {
        path: path.relative(folder, file).split(path.sep).join('/'),
        text: fs.readFileSync(file, 'utf8').replace(/\r\n?/g, '\n'),
      };
    })
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
