import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Form, useActionData, useSubmit } from '@remix-run/react';
import { FileArchive, Folder } from 'lucide-react';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { BackLink } from '#app/components/back-link.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHead } from '#app/components/page-head.tsx';
import { Button, ButtonLink } from '#app/components/ui/button.tsx';
import { Card, CardBody } from '#app/components/ui/card.tsx';
import { useIsPending } from '#app/components/use-is-pending.ts';
import { requireMemberWho } from '#app/features/organisations/member.server.ts';
import { MAX_IMPORT_BYTES, MAX_IMPORTED_QUESTIONS } from '#app/features/questions/import-limits.ts';
import { importQuestions } from '#app/features/questions/question-import.server.ts';
import { passHeaders } from '#app/server/page-headers.ts';

export const headers = passHeaders;
export const meta: MetaFunction = () => [{ title: 'Import questions · Interlace' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { headers } = await requireMemberWho(request, 'write-questions');
  return data(null, { headers });
}

export async function action({ request }: ActionFunctionArgs) {
  return importQuestions(request);
}

const LAYOUT = `two-sum/
  question.json        title, kind, difficulty, hints, rubric, …
  statement.md         what the candidate is asked
  guide.md             for interviewers
  tests.json
  starters/python/main.py
  solutions/python/main.py`;

export default function ImportQuestions() {
  const answer = useActionData<typeof action>();
  const isPending = useIsPending();
  const submit = useSubmit();
  const [archive, setArchive] = useState<File[]>([]);
  const [folder, setFolder] = useState<File[]>([]);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData();
    if (archive[0]) form.append('archive', archive[0]);
    // A browser sends the name of a file, but not the folders that it is in.
    else for (const file of folder) form.append('files', file, file.webkitRelativePath);
    submit(form, { method: 'post', encType: 'multipart/form-data' });
  };
  const size = [...archive, ...folder].reduce((sum, file) => sum + file.size, 0);
  const isTooLarge = size > MAX_IMPORT_BYTES;
  return (
    <div className="mx-auto max-w-[640px]">
      <PageHead
        back={<BackLink to="/questions">Questions</BackLink>}
        title="Import questions"
        lead={`Each question is a folder of files; up to ${MAX_IMPORTED_QUESTIONS} of them at once. They become drafts.`}
      />
      {answer && (
        <Notice tone="bad" className="mb-5">
          <p>Nothing was imported. Correct this, then try again:</p>
          <ul className="mt-1 list-disc pl-5">
            {answer.faults.map((fault) => (
              <li key={fault} className="[overflow-wrap:anywhere]">
                {fault}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Card>
        <CardBody>
          <Form method="post" encType="multipart/form-data" onSubmit={send} className="flex flex-col gap-5">
            <div className="grid gap-3 sm:grid-cols-2">
              <Chooser
                name="archive"
                label="A .zip archive"
                icon={<FileArchive aria-hidden="true" size={20} strokeWidth={1.5} />}
                chosen={archive[0]?.name ?? null}
                onChoose={(files) => {
                  setArchive(files);
                  setFolder([]);
                }}
              />
              <Chooser
                name="files"
                label="A folder"
                isFolder
                icon={<Folder aria-hidden="true" size={20} strokeWidth={1.5} />}
                chosen={
                  folder[0] ? `${folder[0].webkitRelativePath.split('/')[0]} (${folder.length} files)` : null
                }
                onChoose={(files) => {
                  setFolder(files);
                  setArchive([]);
                }}
              />
            </div>
            {isTooLarge && (
              <p role="alert" className="text-13 text-bad">
                That is more than {MAX_IMPORT_BYTES / 1024 / 1024} MB. Import fewer questions at once.
              </p>
            )}
            <div className="flex flex-wrap gap-2 border-t pt-5">
              <Button type="submit" variant="primary" isPending={isPending} disabled={isTooLarge}>
                Import
              </Button>
              <ButtonLink to="/questions" variant="ghost">
                Cancel
              </ButtonLink>
            </div>
          </Form>
        </CardBody>
      </Card>
      <Card title="The folder of a question" className="mt-5 overflow-hidden">
        <pre className="overflow-x-auto px-4 py-3 font-mono text-12 text-ink-soft sm:px-5">{LAYOUT}</pre>
        <p className="border-t px-4 py-3 text-13 text-ink-soft sm:px-5">
          Export any question to see one that is complete.
        </p>
      </Card>
    </div>
  );
}

interface ChooserProps {
  name: string;
  label: string;
  icon: ReactNode;
  isFolder?: boolean;
  /** What was chosen, in words. */
  chosen: string | null;
  onChoose: (files: File[]) => void;
}

/** A place to choose files, as large as what it asks for. */
function Chooser({ name, label, icon, isFolder = false, chosen, onChoose }: ChooserProps) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className="flex cursor-pointer flex-col items-center gap-1.5 rounded-control border border-dashed border-line-strong px-4 py-6 text-center hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
    >
      <span className="text-ink-faint">{icon}</span>
      <span className="text-13 font-medium">{label}</span>
      <span className="text-13 text-ink-soft [overflow-wrap:anywhere]">{chosen ?? 'Choose'}</span>
      <input
        id={id}
        type="file"
        name={name}
        {...(isFolder ? { webkitdirectory: '', multiple: true } : { accept: '.zip,application/zip' })}
        onChange={(event) => onChoose([...(event.target.files ?? [])])}
        className="sr-only"
      />
    </label>
  );
}
