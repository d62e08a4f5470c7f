import { isRouteErrorResponse, useRouteError } from '@remix-run/react';
import { ERRORS, type ErrorCode } from '#core/error-codes.ts';
import { FocusedPage } from './focused-page.tsx';
import { ButtonLink } from './ui/button.tsx';

const TITLES: Record<number, string> = {
  400: 'That could not be read',
  403: 'Not for your role',
  404: 'Nothing here',
  405: 'Nothing here',
  410: 'This interview has ended',
  429: 'Too many tries',
};

/** What went wrong with a whole page, in words, and a way on. Says nothing about the inside of the app. */
export function ErrorPage() {
  const error = useRouteError();
  const { title, text } = describe(error);
  // Asking again helps where the server was busy or broken, not where there is nothing.
  const isWorthAnotherTry = !isRouteErrorResponse(error) || error.status === 429 || error.status >= 500;
  return (
    <FocusedPage title={title} lead={text}>
      <div className="flex flex-wrap gap-2">
        <ButtonLink to="/" variant="primary" reloadDocument>
          Go to the start page
        </ButtonLink>
        {isWorthAnotherTry && (
          <ButtonLink to="" reloadDocument>
            Try again
          </ButtonLink>
        )}
      </div>
    </FocusedPage>
  );
}

function describe(error: unknown): { title: string; text: string } {
  if (!isRouteErrorResponse(error))
    return {
      title: 'Something failed on our side',
      text: 'Your work up to here is kept. Try again in a moment.',
    };
  const code = error.statusText in ERRORS ? (error.statusText as ErrorCode) : null;
  if (code === 'link_invalid')
    return {
      title: 'This link does not work',
      text: 'It may have ended or been taken back. Ask your interviewer for a new one.',
    };
  const title = TITLES[error.status] ?? 'Something failed on our side';
  if (code) return { title, text: ERRORS[code].text };
  if (error.status === 404)
    return { title, text: 'There is no page at this address. Check it for a typing mistake.' };
  if (error.status === 429) return { title, text: ERRORS.too_many_requests.text };
  return { title, text: 'Try again in a moment.' };
}
