import { useEffect, useState } from 'react';
import { useCall } from './call.ts';
import type { DeviceKind } from './call-client.ts';
import type { Device } from './media-access.ts';

type Devices = Readonly<Record<DeviceKind, readonly Device[]>>;

const NONE: Devices = { microphone: [], camera: [], speaker: [] };

/** What is plugged in, as it changes. `asked` is new once the browser may have let the page see more. */
export function useDevices(asked?: unknown): Devices {
  const { media } = useCall();
  const [devices, setDevices] = useState(NONE);
  // biome-ignore lint/correctness/useExhaustiveDependencies: names are told only after a device was allowed
  useEffect(() => {
    let isStopped = false;
    const read = () =>
      void media.list().then((found) => {
        if (!isStopped) setDevices(found);
      });
    read();
    const stop = media.watch(read);
    return () => {
      isStopped = true;
      stop();
    };
  }, [media, asked]);
  return devices;
}
