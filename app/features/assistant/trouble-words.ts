import type { ErrorCode } from '#core/error-codes.ts';
import type { ModelTrouble } from '#models/model.ts';

const WORDS: Record<ModelTrouble, string> = {
  unreachable: 'The assistant’s model does not answer. Ask again in a moment.',
  slow: 'The assistant’s model took too long. Ask again in a moment.',
  'rate-limited': 'The assistant’s model is asked too often right now. Ask again in a minute.',
  unauthorised: 'The assistant’s model cannot be used: its key is missing or wrong. Tell your interviewer.',
  declined: 'The assistant’s model declined to answer this. Put it another way.',
  nonsense: 'The assistant’s model could not make anything of this. Put it another way.',
  'too-long': 'That is too much for the assistant’s model. Choose fewer files.',
};

/** Why there is no answer, in words for the candidate. */
export function troubleOf(trouble: ModelTrouble): { code: ErrorCode; message: string } {
  return {
    code: trouble === 'too-long' ? 'too_large' : 'model_unavailable',
    message: WORDS[trouble],
  };
}
