import { z } from 'zod';

/** A stored stretch of one speaker, as a replay plays it. */
export const audioSegmentSchema = z.object({
  id: z.uuid(),
  participantId: z.uuid(),
  number: z.number().int(),
  /** Server time, as on the tape. */
  startedAt: z.number(),
  durationMs: z.number(),
  bytes: z.number().int(),
});
export type AudioSegment = z.infer<typeof audioSegmentSchema>;
