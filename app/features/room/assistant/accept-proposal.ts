import { type Proposal, placeOf } from '#core/assistant.ts';
import { acceptsEdits } from '#core/interview-status.ts';
import type { Room } from '../room-context.ts';

/**
 * Puts a proposed edit into its file, as the candidate's own edit that an AI wrote, and tells the room. Gives why that
 * cannot be done now, or null; then nothing has changed and the proposal stays.
 */
export function acceptProposal(
  { session, files, editor, bench }: Pick<Room, 'session' | 'files' | 'editor' | 'bench'>,
  exchangeId: string,
  proposal: Proposal,
): string | null {
  const { connection, status } = session.state.get();
  // the room must hear that it was an AI's before the edit, so it cannot wait on this device
  if (connection !== 'online') return 'There is no connection right now. Accept it once you are back.';
  if (!acceptsEdits(status)) return 'The files are closed right now. Accept it once the interview goes on.';
  const file = files.get().files.find(({ id }) => id === proposal.fileId);
  if (!file) return `${proposal.path} is gone. Ask again with the files as they are.`;
  const place = placeOf(proposal.find, file.text.toString());
  if (place === 'missing')
    return 'The file has changed where this edit belongs, so it does not fit any more. Ask again with the file as it is.';
  if (place === 'ambiguous')
    return 'The place of this edit stands in the file more than once by now. Ask again with the file as it is.';
  const controller = editor.get();
  if (!controller?.replaceAsAi(file.id, { ...place, text: proposal.replace }))
    return 'The editor is still loading. Try again in a moment.';
  session.assistant.decide(exchangeId, proposal.id, 'accepted');
  bench.open(file.id);
  return null;
}
