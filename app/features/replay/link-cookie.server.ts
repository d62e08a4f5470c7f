import { makeInterviewCookie } from '#app/server/interview-cookie.server.ts';

const cookie = makeInterviewCookie('replays', 'linkId');

/** The link by which this browser came to this interview's replay, or null. Forged cookies read as none. */
export function getReplayLinkId(request: Request, interviewId: string): Promise<string | null> {
  return cookie.get(request, interviewId);
}

/** `Set-Cookie` that lets this browser see that replay, and those it was sent before. */
export function rememberReplayLink(
  request: Request,
  { interviewId, linkId }: { interviewId: string; linkId: string },
): Promise<string> {
  return cookie.remember(request, interviewId, linkId);
}
