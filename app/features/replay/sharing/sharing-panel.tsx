import { Download } from 'lucide-react';
import { type FormEvent, useCallback, useEffect, useMemo, useState } from 'react';
import { Time } from '#app/components/time.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CopyButton } from '#app/components/ui/copy-button.tsx';
import { Field } from '#app/components/ui/field.tsx';
import { Input } from '#app/components/ui/input.tsx';
import { Select } from '#app/components/ui/select.tsx';
import { MAX_LINK_LABEL_LENGTH, type ReplayLink, type ReplayView } from '#core/replay-protocol.ts';
import { useReplay } from '../replay-context.ts';
import { makeSharingApi } from './sharing-api.ts';

const DAYS = [1, 7, 30, 90];

/** Links that show the replay to people without an account, and who looked at it. */
export function SharingPanel() {
  const { interviewId, viewer } = useReplay();
  return (
    <section
      aria-label="Sharing"
      className="flex h-full flex-col gap-5 overflow-y-auto px-3 pt-1 pb-3 text-13"
    >
      <a
        href={`/api/replay/${interviewId}/download`}
        download
        className="inline-flex items-center gap-1.5 self-start text-accent-strong underline"
      >
        <Download aria-hidden="true" size={14} />
        Download the recording
      </a>
      {viewer.canShare ? (
        <Links interviewId={interviewId} />
      ) : (
        <p className="text-ink-faint">Interviewers, admins and owners share replays and see who looked.</p>
      )}
    </section>
  );
}

function Links({ interviewId }: { interviewId: string }) {
  const api = useMemo(() => makeSharingApi(interviewId), [interviewId]);
  const [links, setLinks] = useState<ReplayLink[]>([]);
  const [views, setViews] = useState<ReplayView[]>([]);
  const [made, setMade] = useState('');
  const [trouble, setTrouble] = useState('');
  const attempt = useCallback(async (work: () => Promise<void>) => {
    try {
      setTrouble('');
      await work();
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : 'That did not work. Try again.');
    }
  }, []);
  const refresh = useCallback(
    () =>
      attempt(async () => {
        const [nextLinks, nextViews] = await Promise.all([api.listLinks(), api.listViews()]);
        setLinks(nextLinks);
        setViews(nextViews);
      }),
    [api, attempt],
  );
  useEffect(() => void refresh(), [refresh]);

  const create = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    void attempt(async () => {
      const { url } = await api.create({
        label: String(fields.get('label') ?? ''),
        days: Number(fields.get('days')),
      });
      setMade(url);
      form.reset();
      await refresh();
    });
  };
  const revoke = (link: ReplayLink) =>
    void attempt(async () => {
      await api.revoke(link.id);
      setMade('');
      await refresh();
    });

  return (
    <>
      <form onSubmit={create} className="flex flex-col gap-2.5">
        <h3 className="font-medium">Share this replay</h3>
        <Field label="For whom" hint="Only members see this.">
          <Input name="label" maxLength={MAX_LINK_LABEL_LENGTH} placeholder="Hiring panel" />
        </Field>
        <Field label="Works for">
          <Select name="days" defaultValue="7">
            {DAYS.map((days) => (
              <option key={days} value={days}>
                {days === 1 ? 'A day' : `${days} days`}
              </option>
            ))}
          </Select>
        </Field>
        <Button type="submit" variant="primary" className="self-start">
          Create link
        </Button>
      </form>
      <p role="alert" className="text-bad empty:hidden">
        {trouble}
      </p>
      {made !== '' && (
        <div className="flex flex-col gap-2 rounded-card border border-line p-3">
          <p>Whoever has this link sees the replay without signing in. It is shown only now.</p>
          <Input
            aria-label="Link to the replay"
            readOnly
            value={made}
            onFocus={(event) => event.currentTarget.select()}
          />
          <div>
            <CopyButton text={made} label="Copy link" />
          </div>
        </div>
      )}
      <LinkList links={links} onRevoke={revoke} />
      <ViewList views={views} />
    </>
  );
}

function LinkList({ links, onRevoke }: { links: ReplayLink[]; onRevoke: (link: ReplayLink) => void }) {
  if (links.length === 0) return null;
  return (
    <section aria-label="Links" className="flex flex-col gap-1.5">
      <h3 className="font-medium">Links</h3>
      <ul className="flex flex-col gap-1.5">
        {links.map((link) => (
          <li key={link.id} className="flex items-center justify-between gap-2">
            <span className="min-w-0">
              <span className="block truncate">{link.label || 'Without a name'}</span>
              <span className="text-12 text-ink-faint">
                <LinkState link={link} />
              </span>
            </span>
            {link.state === 'works' && (
              <Button size="sm" onClick={() => onRevoke(link)}>
                Take back<span className="sr-only"> the link for {link.label || 'nobody named'}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function LinkState({ link: { state, expiresAt, lastUsedAt } }: { link: ReplayLink }) {
  if (state === 'revoked') return 'Taken back';
  const end = <Time value={expiresAt} />;
  if (state === 'expired') return <>Ended on {end}</>;
  if (!lastUsedAt) return <>Works until {end}, not used yet</>;
  return (
    <>
      Works until {end}, used last on <Time value={lastUsedAt} />
    </>
  );
}

const WHAT: Record<ReplayView['what'], string> = {
  page: 'opened the replay',
  tape: 'loaded the recording',
  download: 'downloaded the recording',
  fork: 'ran a copy of the code',
  results: 'opened the results',
};

function ViewList({ views }: { views: ReplayView[] }) {
  return (
    <section aria-label="Who looked at the replay" className="flex flex-col gap-1.5">
      <h3 className="font-medium">Who looked</h3>
      {views.length === 0 && <p className="text-ink-faint">Nobody so far.</p>}
      <ul className="flex flex-col gap-1">
        {views.map((view) => (
          <li key={view.id}>
            <span>{nameOf(view)}</span> <span className="text-ink-soft">{WHAT[view.what]}</span>
            <span className="block text-12 text-ink-faint">
              <Time value={view.at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function nameOf({ kind, name }: ReplayView): string {
  if (kind === 'gone') return 'A deleted account';
  if (kind === 'link') return name === '' ? 'Somebody with a link' : `Somebody with the link for ${name}`;
  return kind === 'guest' ? `${name} (guest)` : name;
}
