import { useEffect, useRef, useState } from 'react';
import { Spinner } from '#app/components/ui/spinner.tsx';
import { REGION } from '../layout/regions.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { canSpeak, useCallState } from './call.ts';
import { CallControls } from './call-controls.tsx';
import { type CallFace, callFaces } from './call-faces.ts';
import { CallNotes } from './call-notes.tsx';
import { CallTile } from './call-tile.tsx';
import { FloatingView, type ShownPicture } from './floating-view.tsx';
import { RecordingLight } from './recording-light.tsx';

/** The call while one takes part in it: who is there and speaks, whether it is recorded, and one's own microphone. */
export function CallStrip({ isPhone }: { isPhone: boolean }) {
  const room = useRoom();
  const inCall = useCallState((state) => state.people);
  const isJoining = useCallState(({ phase }) => phase.type === 'joining');
  const isIn = useCallState(({ phase }) => phase.type === 'in' || phase.type === 'reconnecting');
  const people = useStore(room.session.state, (state) => state.people);
  const interviewer = useStore(room.session.state, (state) => state.interviewer);
  const mayTalk = canSpeak(room);
  const faces = callFaces(inCall, { people, interviewer }).filter(({ isYou }) => mayTalk || !isYou);
  const [shown, setShown] = useShownPicture(faces);
  return (
    <>
      <section
        aria-label="Call"
        {...{ [REGION]: 0.5 }}
        className="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-canvas px-3 max-sm:gap-2"
      >
        <RecordingLight faces={faces} isPhone={isPhone} />
        <ul aria-label="In the call" className="flex min-w-0 flex-1 items-center gap-4 overflow-x-auto p-1">
          {faces.map((face) => (
            <CallTile
              key={face.identity}
              face={face}
              isPhone={isPhone}
              onShow={(picture) => setShown({ identity: face.identity, picture })}
            />
          ))}
          {isJoining && (
            <li role="status" className="flex items-center gap-2 text-13 text-ink-soft">
              <Spinner /> Joining the call
            </li>
          )}
          {isIn && faces.every(({ isYou }) => isYou) && (
            <li className="text-12 whitespace-nowrap text-ink-faint">Nobody else is in the call so far.</li>
          )}
        </ul>
        {!mayTalk && isIn && !isPhone && (
          <p className="shrink-0 text-12 text-ink-faint">
            You are listening; the room lists you as watching.
          </p>
        )}
        <CallControls isPhone={isPhone} />
      </section>
      <CallNotes />
      {shown && <FloatingView shown={shown} isPhone={isPhone} onClose={() => setShown(null)} />}
    </>
  );
}

/** The picture that shows large: the last screen that somebody began to share, or what one chose. */
function useShownPicture(
  faces: readonly CallFace[],
): [(ShownPicture & { face: CallFace }) | null, (shown: ShownPicture | null) => void] {
  const [shown, setShown] = useState<ShownPicture | null>(null);
  const screens = faces.filter(({ hasScreen, isYou }) => hasScreen && !isYou).map(({ identity }) => identity);
  const known = useRef<readonly string[]>([]);
  const key = screens.join();
  useEffect(() => {
    const now = key === '' ? [] : key.split(',');
    const begun = now.find((identity) => !known.current.includes(identity));
    known.current = now;
    if (begun) setShown({ identity: begun, picture: 'screen' });
  }, [key]);
  const face = faces.find(({ identity }) => identity === shown?.identity);
  const isThere = shown?.picture === 'screen' ? face?.hasScreen : face?.hasCamera;
  return [shown && face && isThere ? { ...shown, face } : null, setShown];
}
