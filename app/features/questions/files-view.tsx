import { ChevronRight } from 'lucide-react';
import { CopyButton } from '#app/components/ui/copy-button.tsx';
import { LANGUAGE_IDS } from '#core/languages.ts';
import type { FilesByLanguage } from '#core/question.ts';
import { languageLabel } from './question-words.ts';

/** Files in each language, folded: a question may have thirteen of them. The first language is open. */
export function FilesView({ files }: { files: FilesByLanguage }) {
  const languages = LANGUAGE_IDS.filter((id) => files[id]);
  return (
    <div>
      {languages.map((id, index) => (
        <details key={id} open={index === 0} className="group border-b last:border-b-0">
          <summary className="flex list-none items-center gap-1.5 px-4 py-2.5 text-13 font-medium hover:bg-hover sm:px-5 [&::-webkit-details-marker]:hidden">
            <ChevronRight
              aria-hidden="true"
              size={16}
              className="text-ink-faint transition-transform group-open:rotate-90"
            />
            {languageLabel(id)}
          </summary>
          <div className="flex flex-col gap-4 px-4 pb-4 sm:px-5">
            {files[id]?.map(({ path, text }) => (
              <figure key={path} className="min-w-0 overflow-hidden rounded-control border">
                <figcaption className="flex items-center justify-between gap-2 border-b bg-sunken py-1 pr-1 pl-3 font-mono text-12 text-ink-soft">
                  {path}
                  <CopyButton text={text} label={`Copy ${path}`} isIconOnly />
                </figcaption>
                <pre className="max-h-96 overflow-auto px-3 py-2 font-mono text-12 whitespace-pre">
                  <code>{text}</code>
                </pre>
              </figure>
            ))}
          </div>
        </details>
      ))}
    </div>
  );
}
