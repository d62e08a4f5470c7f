import { clsx } from 'clsx';
import { useEffect, useRef } from 'react';
import { useCall } from './call.ts';

interface PictureProps {
  identity: string;
  picture: 'camera' | 'screen';
  label: string;
  /** One sees oneself as in a mirror. */
  isMirrored?: boolean;
  className: string;
}

/** What somebody's camera or screen shows. */
export function Picture({ identity, picture, label, isMirrored = false, className }: PictureProps) {
  const { client } = useCall();
  const at = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (at.current) return client.showPicture(identity, picture, at.current);
  }, [client, identity, picture]);
  return (
    <video
      ref={at}
      aria-label={label}
      muted
      autoPlay
      playsInline
      className={clsx('bg-sunken', isMirrored && '-scale-x-100', className)}
    />
  );
}
