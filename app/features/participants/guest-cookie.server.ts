import { makeInterviewCookie } from '#app/server/interview-cookie.server.ts';

const cookie = makeInterviewCookie('guest', 'participantId');

/** Who this browser is in this interview as a guest, or null. Forged cookies read as none. */
export function getGuestId(request: Request, interviewId: string): Promise<string | null> {
  return cookie.get(request, interviewId);
}

/** `Set-Cookie` that makes this browser that participant, and keeps it for its other interviews. */
export function rememberGuest(
  request: Request,
  { interviewId, participantId }: { interviewId: string; participantId: string },
): Promise<string> {
  return cookie.remember(request, interviewId, participantId);
}

/** `Set-Cookie` that forgets who this browser was in this interview. */
export function forgetGuest(request: Request, interviewId: string): Promise<string> {
  return cookie.forget(request, interviewId);
}
