import { chooseModel } from '#models/choose.ts';
import type { Model } from '#models/model.ts';
import { getEnv } from './env.server.ts';

/** How long a provider may take to begin an answer, in milliseconds: drafting a question begins late. */
const FIRST_PIECE_TIMEOUT = 60_000;

/** The model that this deployment has a key for, Claude before others; null where it has none. */
export function getModel(): Model | null {
  return chooseModel('auto', getEnv(), { timeout: FIRST_PIECE_TIMEOUT });
}
