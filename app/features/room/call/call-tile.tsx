import { clsx } from 'clsx';
import { MicOff, MonitorUp, SignalLow, SignalZero } from 'lucide-react';
import { Avatar } from '#app/components/ui/avatar.tsx';
import { Tooltip } from '#app/components/ui/tooltip.tsx';
import { PersonMark } from '../people/person-mark.tsx';
import { useCallState } from './call.ts';
import type { CallFace } from './call-faces.ts';
import { type Doing, personWords, QUALITY_WORDS } from './call-words.ts';
import { Picture } from './picture.tsx';

interface CallTileProps {
  face: CallFace;
  isPhone: boolean;
  /** Shows this picture of theirs large. */
  onShow: (picture: 'camera' | 'screen') => void;
}

/** Somebody in the call: their face in a ring while they speak, their name, and what hinders them. */
export function CallTile({ face, isPhone, onShow }: CallTileProps) {
  const isReconnecting = useCallState(({ phase }) => phase.type === 'reconnecting');
  const words = personWords(face);
  const shows = face.hasScreen && !face.isYou ? 'screen' : face.hasCamera ? 'camera' : null;
  const look = (
    <>
      <span
        className={clsx(
          'relative flex size-8 shrink-0 items-center justify-center rounded-full outline-offset-2',
          face.isSpeaking && 'outline-2',
          face.role === 'ai' ? 'outline-ai' : 'outline-accent',
        )}
      >
        <Face face={face} />
      </span>
      {!isPhone && (
        <span className="min-w-[60px] text-left leading-tight">
          <span className="block max-w-[120px] truncate text-12 font-medium text-ink">
            {face.isYou ? 'You' : face.name}
          </span>
          <Under face={face} />
        </span>
      )}
      {isPhone && face.doing && <DoingWord doing={face.doing} />}
      {isPhone && face.isMuted && !face.doing && (
        <MicOff aria-hidden="true" size={12} className="text-ink-faint" />
      )}
    </>
  );
  const className = clsx(
    'flex shrink-0 items-center gap-2 rounded-full pr-1',
    isReconnecting && 'opacity-50',
  );
  return (
    <li className="flex">
      {shows ? (
        <Tooltip text={`${words}. Press to show it large`}>
          <button
            type="button"
            aria-label={`Show the ${shows} of ${words}`}
            className={clsx(className, 'hover:bg-hover')}
            onClick={() => onShow(shows)}
          >
            {look}
          </button>
        </Tooltip>
      ) : (
        <span role="img" aria-label={words} title={words} className={className}>
          {look}
        </span>
      )}
    </li>
  );
}

function Face({ face }: { face: CallFace }) {
  const { identity, isYou, hasCamera, name, role, colour } = face;
  if (hasCamera) {
    return (
      <Picture
        identity={identity}
        picture="camera"
        label={`Camera of ${name}`}
        isMirrored={isYou}
        className="size-8 rounded-full object-cover"
      />
    );
  }
  if (role === null || colour === undefined) return <Avatar name={name} size="lg" isDecorative />;
  return <PersonMark person={{ name, role, colour }} size="lg" />;
}

function DoingWord({ doing: { word, isTrouble } }: { doing: Doing }) {
  return (
    <span className={clsx('text-12 whitespace-nowrap', isTrouble ? 'text-warn' : 'text-ai')}>{word}</span>
  );
}

/** What hinders them, or what an AI interviewer is about. */
function Under({ face }: { face: CallFace }) {
  const { doing } = face;
  const Signal = face.quality === 'lost' ? SignalZero : SignalLow;
  return (
    <span className="flex h-4 items-center gap-1 text-12 text-ink-faint">
      {doing && <DoingWord doing={doing} />}
      {face.isMuted && !doing && (
        <>
          <MicOff aria-hidden="true" size={12} /> Muted
        </>
      )}
      {face.isSpeaking && !doing && 'Speaking'}
      {face.hasScreen && <MonitorUp aria-hidden="true" size={12} className="text-accent" />}
      {face.quality !== 'good' && (
        <span title={QUALITY_WORDS[face.quality]} className="text-warn">
          <Signal aria-hidden="true" size={13} />
        </span>
      )}
    </span>
  );
}
