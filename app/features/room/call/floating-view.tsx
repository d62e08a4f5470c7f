import { clsx } from 'clsx';
import { Maximize2, Minimize2, X } from 'lucide-react';
import { type PointerEvent, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import type { CallFace } from './call-faces.ts';
import { Picture } from './picture.tsx';

export interface ShownPicture {
  identity: string;
  picture: 'camera' | 'screen';
}

interface FloatingViewProps {
  shown: ShownPicture & { face: CallFace };
  isPhone: boolean;
  onClose: () => void;
}

/**
 * Somebody's screen or camera, large, over the room: moved by its head, sized by its corner or its button, closed by hand.
 * It begins below the tabs of the room's main part, which notes of trouble push down: it covers none of them.
 */
export function FloatingView({ shown, isPhone, onClose }: FloatingViewProps) {
  const { face, identity, picture } = shown;
  const [isLarge, setLarge] = useState(false);
  const [moved, setMoved] = useState({ x: 0, y: 0 });
  const from = useRef<{ x: number; y: number } | null>(null);
  const whose = face.isYou ? 'Your camera' : `${picture === 'screen' ? 'Screen' : 'Camera'} of ${face.name}`;
  const drag = ({ clientX, clientY }: PointerEvent) => {
    if (from.current) setMoved({ x: clientX - from.current.x, y: clientY - from.current.y });
  };
  return createPortal(
    <section
      aria-label={whose}
      className={clsx(
        'ui-fade absolute z-30 flex min-h-[120px] min-w-[200px] resize flex-col overflow-hidden rounded-card border border-line bg-raised shadow-float',
        isLarge
          ? 'inset-x-4 top-3 bottom-3 max-sm:bottom-16'
          : isPhone
            ? 'inset-x-2 top-12 h-[240px]'
            : 'top-12 right-4 h-[300px] w-[480px]',
      )}
      {...(!isLarge && { style: { translate: `${moved.x}px ${moved.y}px` } })}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <header
        className="flex h-8 shrink-0 cursor-move touch-none items-center gap-1 border-b border-line pr-1 pl-3 select-none"
        onPointerDown={(event) => {
          if (event.target instanceof Element && event.target.closest('button')) return;
          from.current = { x: event.clientX - moved.x, y: event.clientY - moved.y };
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={drag}
        onPointerUp={() => {
          from.current = null;
        }}
      >
        <h2 className="min-w-0 flex-1 truncate text-12 font-medium">{whose}</h2>
        <IconButton
          size="sm"
          label={isLarge ? 'Make it smaller' : 'Make it larger'}
          onClick={() => setLarge(!isLarge)}
        >
          {isLarge ? <Minimize2 aria-hidden="true" size={13} /> : <Maximize2 aria-hidden="true" size={13} />}
        </IconButton>
        <IconButton size="sm" label="Close this view" onClick={onClose}>
          <X aria-hidden="true" size={14} />
        </IconButton>
      </header>
      <Picture
        identity={identity}
        picture={picture}
        label={whose}
        isMirrored={face.isYou}
        className="min-h-0 w-full flex-1 object-contain"
      />
    </section>,
    document.querySelector('main') ?? document.body,
  );
}
