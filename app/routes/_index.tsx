import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { ButtonLink } from '#app/components/ui/button.tsx';
import { Wordmark } from '#app/components/wordmark.tsx';
import { requireSignedOut } from '#app/features/auth/session.server.ts';
import { RoomSketch } from '#app/features/landing/room-sketch.tsx';

export const meta: MetaFunction = () => [
  { title: 'Interlace · a live room for technical interviews' },
  {
    name: 'description',
    content: 'One editor that everybody types in, code that runs, and a record of how it came about.',
  },
];

export async function loader({ request }: LoaderFunctionArgs) {
  const { headers } = await requireSignedOut(request);
  return data(null, { headers });
}

const FACTS = [
  {
    title: 'One editor, several hands',
    text: 'Everybody types in the same files. You see who writes where, and nothing that was saved is lost when a line drops.',
  },
  {
    title: 'Code that runs',
    text: 'Python, JavaScript and TypeScript run in a sandbox without network. All see the same output at the same moment.',
  },
  {
    title: 'The whole history',
    text: 'Each keystroke, run and message is kept in order, with its time and its author.',
  },
  {
    title: 'Candidates join by link',
    text: 'No account and no install. They see what is recorded and who watches before they enter.',
  },
] as const;

export default function Landing() {
  return (
    <div className="mx-auto flex min-h-dvh max-w-[1080px] flex-col px-4 sm:px-8">
      <header className="flex h-16 items-center justify-between gap-4">
        <Wordmark size={24} />
        <nav aria-label="Account" className="flex items-center gap-2">
          <ButtonLink to="/sign-in" variant="ghost">
            Sign in
          </ButtonLink>
          <ButtonLink to="/sign-up" variant="primary">
            Create account
          </ButtonLink>
        </nav>
      </header>
      <main className="flex-1 pt-8 pb-16 sm:pt-16">
        <h1 className="max-w-[22ch] text-28 font-semibold tracking-tight text-balance sm:text-[40px] sm:leading-[48px]">
          A live room for technical interviews
        </h1>
        <p className="mt-3 max-w-[56ch] text-16 text-ink-soft">
          Write code together, run it, and keep the record of how it came about, so that a hiring panel judges
          the work and not the memory of it.
        </p>
        <div className="mt-6 flex flex-wrap items-center gap-x-4 gap-y-3">
          <ButtonLink to="/sign-up" variant="primary" size="lg">
            Create an account
          </ButtonLink>
          <span className="text-13 text-ink-soft">
            Invited to an interview? Open the link that you were sent.
          </span>
        </div>
        <RoomSketch />
        <dl className="mt-12 grid gap-x-12 gap-y-8 sm:grid-cols-2">
          {FACTS.map(({ title, text }) => (
            <div key={title}>
              <dt className="font-semibold">{title}</dt>
              <dd className="mt-1 text-ink-soft">{text}</dd>
            </div>
          ))}
        </dl>
      </main>
    </div>
  );
}
