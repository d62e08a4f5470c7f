import { ContinualGatheringPolicy, IceTransportType, type RoomOptions } from '@livekit/rtc-node';

/** How a process comes into a call at this address. */
export function roomOptions(url: string, { autoSubscribe }: Pick<RoomOptions, 'autoSubscribe'>): RoomOptions {
  return {
    autoSubscribe,
    dynacast: false,
    // on this machine no server is asked how it looks from outside
    ...(isLoopback(url)
      ? {
          rtcConfig: {
            iceServers: [],
            iceTransportType: IceTransportType.TRANSPORT_ALL,
            continualGatheringPolicy: ContinualGatheringPolicy.GATHER_CONTINUALLY,
          },
        }
      : {}),
  };
}

function isLoopback(url: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}
