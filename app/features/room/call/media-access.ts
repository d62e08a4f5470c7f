import type { DeviceKind } from './call-client.ts';

export interface Device {
  id: string;
  /** As the browser names it; empty until the person has let the page use one. */
  label: string;
}

/** A microphone that is listened to on this device alone. */
export interface OpenMicrophone {
  /** How loud it is right now, 0 to 1. */
  level(): number;
  stop(): void;
}

/** A camera that is shown on this device alone. */
export interface OpenCamera {
  show(element: HTMLVideoElement): void;
  stop(): void;
}

/** The devices of this machine. What opens one rejects with the browser's error when that fails. */
export interface MediaAccess {
  /** Whether this browser can play sound elsewhere than where the system does. */
  readonly canChooseSpeaker: boolean;
  readonly canShareScreen: boolean;
  list(): Promise<Readonly<Record<DeviceKind, readonly Device[]>>>;
  /** Calls back when something was plugged in or out. Returns how to stop. */
  watch(onChange: () => void): () => void;
  openMicrophone(deviceId: string | null): Promise<OpenMicrophone>;
  openCamera(deviceId: string | null): Promise<OpenCamera>;
  playTestSound(speakerId: string | null): Promise<void>;
}
