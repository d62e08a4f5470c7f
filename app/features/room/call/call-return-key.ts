/** Where a tab that is reloaded in mid-call keeps that it was in it. */
export const CALL_RETURN_KEY = 'interlace:call-return';

/** Whether this tab may have been in a call when its page went. */
export function mayReturnToCall(): boolean {
  try {
    return sessionStorage.getItem(CALL_RETURN_KEY) !== null;
  } catch {
    return false; // the browser keeps nothing
  }
}
