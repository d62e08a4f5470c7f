import { Notice } from '#app/components/notice.tsx';
import type { Admission } from '#app/features/participants/admission.ts';
import type { RoomRole } from '#core/roles.ts';

/** What happens next for somebody who is not in the room. */
export function LobbyState({ admission, role }: { admission: Admission; role: RoomRole }) {
  if (admission === 'declined') {
    return (
      <Notice tone="warn">
        <p className="font-medium">An interviewer did not let you in.</p>
        <p className="text-ink-soft">
          If this is a mistake, tell them: this page moves on by itself once they let you in after all.
        </p>
      </Notice>
    );
  }
  if (admission === 'removed') {
    return (
      <Notice tone="warn">
        <p className="font-medium">An interviewer removed you from the room.</p>
        <p className="text-ink-soft">
          What you wrote up to then is kept. If this is a mistake, tell them: this page moves on by itself
          once they let you in again.
        </p>
      </Notice>
    );
  }
  return (
    <div role="status">
      <p className="flex items-center gap-2.5 text-16 font-medium">
        <span aria-hidden="true" className="relative flex size-2.5">
          <span className="absolute inset-0 animate-ping rounded-full bg-accent opacity-60" />
          <span className="relative size-2.5 rounded-full bg-accent" />
        </span>
        Waiting to be let in
      </p>
      <ol className="mt-3 list-decimal space-y-1.5 pl-5 text-ink-soft marker:text-ink-faint">
        <li>The interviewers see that you are here.</li>
        <li>When one of them lets you in, this page opens the room by itself. Keep it open.</li>
        <li>
          {role === 'observer'
            ? 'In the room you see the files, the cursors and every run. Everybody sees that you watch.'
            : 'In the room you share an editor with the interviewers. There is nothing to install.'}
        </li>
      </ol>
    </div>
  );
}
