import { z } from 'zod';
import { roomRoleSchema } from '#core/roles.ts';

/** Somebody in the lobby, as `GET /api/lobby/<interview>` lists them. */
export const waitingPersonSchema = z.object({
  participantId: z.uuid(),
  name: z.string(),
  role: roomRoleSchema,
  /** When they came, milliseconds since 1970. */
  since: z.number(),
});
export type WaitingPerson = z.infer<typeof waitingPersonSchema>;
