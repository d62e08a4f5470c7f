import { pageError } from '#app/server/error-response.server.ts';

/** Every address that no other route knows. */
export function loader() {
  throw pageError('not_found');
}

export function action() {
  throw pageError('not_found');
}

export default function NotFound() {
  return null;
}
