import { Notice } from './notice.tsx';
import { Button, ButtonLink } from './ui/button.tsx';

interface SaveConflictProps {
  /** The page of the form, where what is stored can be loaded. */
  address: string;
  message: string;
  /** The version that is stored, of somebody else. */
  version: string;
  isPending: boolean;
}

/** Says, inside a form, that somebody else saved meanwhile, and offers theirs or one's own. Takes the focus. */
export function SaveConflict({ address, message, version, isPending }: SaveConflictProps) {
  return (
    <div data-form-error tabIndex={-1} className="rounded-control">
      {/* Enter in a field presses the first button of the form: that must not be the one that replaces. */}
      <button type="submit" tabIndex={-1} aria-hidden="true" className="sr-only">
        Save
      </button>
      <Notice tone="bad">
        <p>{message}</p>
        <div className="mt-2 flex flex-wrap gap-2">
          {/* A new page and not a change of this one: the browser asks before what was typed goes. */}
          <ButtonLink to={address} reloadDocument size="sm">
            Load the saved version
          </ButtonLink>
          <Button type="submit" name="over" value={version} size="sm" isPending={isPending}>
            Save mine in its place
          </Button>
        </div>
      </Notice>
    </div>
  );
}
