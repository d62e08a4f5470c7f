import type { LoaderFunctionArgs } from '@remix-run/node';
import { packArchive } from '#app/features/questions/question-archive.ts';
import { requireReadableQuestion } from '#app/features/questions/question-page.server.ts';
import { readVersion } from '#app/features/questions/question-store.server.ts';
import { pageError } from '#app/server/error-response.server.ts';
import { writeQuestionFolder } from '#core/question-folder.ts';

/** `GET /questions/<question>/export`: the question as a folder of files in a .zip archive; `?version=` of another version. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { member, question } = await requireReadableQuestion(request, params.questionId);
  const asked = Number(new URL(request.url).searchParams.get('version'));
  const version = Number.isInteger(asked) && asked > 0 ? asked : question.latestVersion;
  const content = await readVersion(member.supabase, question.id, version);
  if (!content) throw pageError('not_found', member.headers);
  const folder = question.slug ?? nameFolder(content.title);
  const files = writeQuestionFolder(content).map(({ path, text }) => ({ path: `${folder}/${path}`, text }));
  const headers = new Headers(member.headers);
  headers.set('content-type', 'application/zip');
  headers.set('content-disposition', `attachment; filename="${folder}.zip"`);
  headers.set('cache-control', 'private, no-store');
  return new Response(new Uint8Array(packArchive(files)), { headers });
}

/** A title as the name of a folder: small letters, digits and hyphens. */
function nameFolder(title: string): string {
  const name = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return name || 'question';
}
