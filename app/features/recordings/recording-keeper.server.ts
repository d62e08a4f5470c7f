import { onAnnouncedEnd } from './interview-ended.server.ts';
import { keepRecording } from './keep-recording.server.ts';
import { Keeper, type KeeperWork } from './keeper.server.ts';
import { type DueRecording, listDueRecordings } from './recording-rows.server.ts';
import { removeVanished } from './removals.server.ts';

/** Stores the recordings of interviews that are over. `onKept` hears of each. */
export function makeRecordingKeeper({
  onKept = () => {},
}: {
  onKept?: () => void;
} = {}): Keeper<DueRecording> {
  const work: KeeperWork<DueRecording> = {
    words: {
      area: 'recording',
      kept: 'A recording is stored.',
      failed: 'A recording is not stored yet. It is tried again.',
      noList: 'Nothing can be recorded now.',
    },
    listDue: listDueRecordings,
    async keep(due, signal) {
      const outcome = await keepRecording(due, signal);
      if (outcome === 'kept') onKept();
      return outcome;
    },
    tidy: { run: () => removeVanished(), failed: 'Files of deleted interviews could not be removed.' },
    now: () => Date.now(),
  };
  return new Keeper(work, onAnnouncedEnd);
}
