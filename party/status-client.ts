import type { Log } from './log.ts';
import { REPORT_TIMEOUT } from './room-limits.ts';
import type { SendReport } from './status-outbox.ts';

/** Where the app hears where interviews stand, for the room's service token only. */
export const APP_STATUS_PATH = '/api/internal/status';

/** Tells the app at this address. */
export function connectStatus({ url, token }: { url: string; token: string }, log: Log): SendReport {
  return async (interviewId, report) => {
    try {
      const response = await fetch(new URL(`${APP_STATUS_PATH}/${interviewId}`, url), {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(report),
        redirect: 'manual',
        signal: AbortSignal.timeout(REPORT_TIMEOUT),
      });
      await response.body?.cancel();
      if (response.ok) return 'taken';
      if (response.status === 404) return 'gone';
      log.error('The app refused a status report.', { status: response.status });
    } catch (error) {
      log.error('The app does not take a status report.', {
        error: error instanceof Error ? error.name : 'unknown',
      });
    }
    return 'unreachable';
  };
}
