import type { HeadersFunction } from '@remix-run/node';

/** What a page passes on from its loader, action or error. Cookies are passed on by Remix itself. */
const PASSED_ON = ['retry-after', 'cache-control'];

/** `headers` of routes whose responses say more than their status. */
export const passHeaders: HeadersFunction = ({
  loaderHeaders,
  actionHeaders,
  errorHeaders,
  parentHeaders,
}) => {
  const headers = new Headers();
  for (const name of PASSED_ON) {
    const value = [errorHeaders, actionHeaders, loaderHeaders, parentHeaders]
      .map((source) => source?.get(name))
      .find((found) => found);
    if (value) headers.set(name, value);
  }
  return headers;
};
