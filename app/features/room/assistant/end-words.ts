import type { AssistantOutcome } from '#core/assistant.ts';

/** What stands below an answer of the assistant that ended like this; null where it is whole. */
export const END_WORDS: Record<AssistantOutcome, string | null> = {
  whole: null,
  stopped: 'Stopped here.',
  failed: 'The answer broke off here.',
  lost: 'The answer was lost here.',
};
