import { z } from 'zod';
import { type AudioSegment, audioSegmentSchema } from '#core/audio-segment.ts';
import { ReplayRefusal, requestReplay } from '../replay-requests.ts';

const voicesSchema = z.object({ segments: z.array(audioSegmentSchema) });

/** The app's side of the voices of one replay. */
export interface VoicesApi {
  /** What is stored. Throws `ReplayRefusal` when the app says no. */
  list(): Promise<AudioSegment[]>;
  /** Where the sound of a segment is. */
  addressOf(segmentId: string): string;
}

/** The voices of this interview over HTTP. */
export function createVoicesApi(interviewId: string, fetcher: typeof fetch = fetch): VoicesApi {
  const base = `/api/replay/${interviewId}/voices`;
  return {
    async list() {
      const response = await requestReplay(base, { fetcher });
      const answer = voicesSchema.safeParse(await response.json().catch(() => null));
      if (answer.success) return answer.data.segments;
      throw new ReplayRefusal('internal', 'The voices could not be read. Reload the page, then try again.');
    },
    addressOf: (segmentId) => `${base}/${segmentId}`,
  };
}
