import type { CallAbsence } from '#core/call.ts';
import type { Store } from '../store.ts';
import type { CallState } from './call-state.ts';

/** What a person brings into a call, each of which they can choose. */
export type DeviceKind = 'microphone' | 'camera' | 'speaker';

/** Ids as the browser gives them; null for its own choice. */
export type ChosenDevices = Readonly<Record<DeviceKind, string | null>>;

/** What somebody wants to send. */
export interface CallWish {
  /** Whether the others hear this person. */
  microphone: boolean;
  camera: boolean;
}

export interface JoinOptions extends CallWish {
  devices: ChosenDevices;
}

/** What is known of the way to the call before one is in it. */
export type CallCheck =
  | { type: 'reachable'; roundTripMs: number; isRecorded: boolean }
  | { type: 'none'; why: CallAbsence | 'refused'; message: string };

/** A person's side of the call. Nothing here throws or rejects: what fails stands in `state`, in words. */
export interface CallClient {
  readonly state: Store<CallState>;
  /** Whether the call can be had and its address answers. */
  check(): Promise<CallCheck>;
  join(options: JoinOptions): Promise<void>;
  leave(): Promise<void>;
  /** Tries again at once where a pause is running: the network or the person came back. */
  wake(): void;
  /** What this person wants to send, also while there is no line to send it over. */
  getWish(): CallWish;
  setMicrophone(isOn: boolean): Promise<void>;
  setCamera(isOn: boolean): Promise<void>;
  shareScreen(isOn: boolean): Promise<void>;
  chooseDevice(kind: DeviceKind, deviceId: string | null): Promise<void>;
  /** Lets the others be heard where the browser waits for a press. */
  startSound(): Promise<void>;
  /** Shows somebody's picture in this element for as long as it is there. Returns how to end that. */
  showPicture(identity: string, picture: 'camera' | 'screen', element: HTMLVideoElement): () => void;
  destroy(): void;
}
