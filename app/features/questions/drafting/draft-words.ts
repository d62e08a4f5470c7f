import type { ErrorCode } from '#core/error-codes.ts';
import type { QuestionVerdict } from '#core/question-check.ts';
import type { ModelTrouble } from '#models/model.ts';
import { languageLabel } from '../question-words.ts';

/** Why a model wrote nothing, for the member who waits. */
export const TROUBLE_WORDS: Record<ModelTrouble, { code: ErrorCode; message: string }> = {
  unreachable: {
    code: 'model_unavailable',
    message: 'The model’s provider broke off or does not answer. Try again in a moment.',
  },
  slow: { code: 'model_unavailable', message: 'The model fell silent or took too long. Try again.' },
  'rate-limited': {
    code: 'model_unavailable',
    message: 'The model’s provider takes no more requests right now. Wait a minute, then try again.',
  },
  unauthorised: {
    code: 'model_unavailable',
    message:
      'The model’s provider refuses the key of this installation. Ask whoever runs it to check the key.',
  },
  declined: {
    code: 'bad_request',
    message: 'The model declined to write this question. Describe the topic in other words.',
  },
  nonsense: {
    code: 'model_unavailable',
    message:
      'The model’s provider could not use the request. Ask whoever runs this installation to check the model.',
  },
  'too-long': {
    code: 'too_large',
    message: 'That is more than the model can read. Ask for less at once.',
  },
};

/** What keeps a question from being published, in sentences. */
export function listReasons({ gaps, languages }: QuestionVerdict): string[] {
  return [
    ...gaps,
    ...languages.flatMap(({ language, problem }) =>
      problem === null ? [] : [`${languageLabel(language)}: ${problem}`],
    ),
  ];
}
