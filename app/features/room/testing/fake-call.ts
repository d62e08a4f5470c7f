import type { RoomRole } from '#core/roles.ts';
import type { Call } from '../call/call.ts';
import type {
  CallCheck,
  CallClient,
  CallWish,
  ChosenDevices,
  DeviceKind,
  JoinOptions,
} from '../call/call-client.ts';
import { callCommands } from '../call/call-commands.ts';
import { CallPrefsStore } from '../call/call-prefs.ts';
import { CallReturn } from '../call/call-return.ts';
import {
  type CallEvent,
  type CallPerson,
  type CallState,
  IDLE_CALL,
  reduceCall,
} from '../call/call-state.ts';
import type { Device, MediaAccess, OpenCamera, OpenMicrophone } from '../call/media-access.ts';
import type { RoomState } from '../room-state.ts';
import { Store } from '../store.ts';
import { PERSON } from './fake-room.ts';
import { buildRoomWithInterviewer } from './interviewer.ts';

/** A call that does what it is told at once, and writes down what that was. */
export class FakeCallClient implements CallClient {
  readonly state = new Store<CallState>(IDLE_CALL);
  readonly asked: string[] = [];
  joined: JoinOptions | null = null;
  /** Whether joining ends in the call, in place of going on. */
  admits = false;
  found: CallCheck = { type: 'reachable', roundTripMs: 21, isRecorded: false };

  check = async (): Promise<CallCheck> => this.found;
  join = async (options: JoinOptions): Promise<void> => {
    this.joined = options;
    this.tell({ type: 'joining' });
    if (!this.admits) return;
    this.tell({ type: 'joined' });
    this.tell({ type: 'wished', microphone: options.microphone, camera: options.camera });
  };
  leave = async (): Promise<void> => this.tell({ type: 'left' });
  wake = (): void => void this.asked.push('wake');
  getWish = (): CallWish => {
    const { microphone, camera } = this.state.get();
    return { microphone, camera };
  };
  setMicrophone = async (isOn: boolean): Promise<void> => {
    this.asked.push(`microphone ${isOn ? 'on' : 'off'}`);
    this.state.update((state) => ({ ...state, microphone: isOn }));
  };
  setCamera = async (isOn: boolean): Promise<void> => void this.asked.push(`camera ${isOn ? 'on' : 'off'}`);
  shareScreen = async (isOn: boolean): Promise<void> => void this.asked.push(`screen ${isOn ? 'on' : 'off'}`);
  chooseDevice = async (kind: DeviceKind, id: string | null): Promise<void> =>
    void this.asked.push(`${kind} ${id}`);
  startSound = async (): Promise<void> => void this.asked.push('sound');
  showPicture = (identity: string, picture: 'camera' | 'screen'): (() => void) => {
    this.asked.push(`show ${picture} of ${identity}`);
    return () => {};
  };
  destroy = (): void => {};

  tell(event: CallEvent): void {
    this.state.update((state) => reduceCall(state, event));
  }

  /** In the call with these people and whatever else the media server says. */
  enter(people: readonly CallPerson[], seen: Partial<CallState> = {}): void {
    this.tell({ type: 'joined' });
    this.state.update((state) => ({ ...state, people, ...seen }));
  }
}

/** Devices that are there, or fail with the browser's error. */
export class FakeMedia implements MediaAccess {
  readonly canChooseSpeaker = true;
  readonly canShareScreen = true;
  readonly opened: string[] = [];
  devices: Record<DeviceKind, Device[]> = {
    microphone: [{ id: 'mic-1', label: 'Headset' }],
    camera: [{ id: 'cam-1', label: 'Webcam' }],
    speaker: [{ id: 'out-1', label: 'Headset' }],
  };
  failure: Error | null = null;
  level = 0;

  list = async (): Promise<Record<DeviceKind, Device[]>> => this.devices;
  watch = (): (() => void) => () => {};
  openMicrophone = async (id: string | null): Promise<OpenMicrophone> => {
    if (this.failure) throw this.failure;
    this.opened.push(`microphone ${id}`);
    return { level: () => this.level, stop: () => void this.opened.push('microphone stopped') };
  };
  openCamera = async (id: string | null): Promise<OpenCamera> => {
    if (this.failure) throw this.failure;
    this.opened.push(`camera ${id}`);
    return { show: () => {}, stop: () => void this.opened.push('camera stopped') };
  };
  playTestSound = async (id: string | null): Promise<void> => void this.opened.push(`sound at ${id}`);
}

export const NO_DEVICES: ChosenDevices = { microphone: null, camera: null, speaker: null };

/** Somebody in a call, with what the test wants otherwise. */
export function buildCaller(part: Partial<CallPerson> = {}): CallPerson {
  return {
    identity: PERSON.participantId,
    name: PERSON.name,
    isYou: false,
    isSpeaking: false,
    isMuted: false,
    hasCamera: false,
    hasScreen: false,
    quality: 'good',
    ...part,
  };
}

/** A room whose call was opened, with the fakes behind it and what was announced. */
export function buildRoomWithCall(role: RoomRole, change: Partial<RoomState> = {}) {
  const built = buildRoomWithInterviewer(role, change);
  const client = new FakeCallClient();
  const media = new FakeMedia();
  const announced: string[] = [];
  const room = { ...built.room, announce: (text: string) => void announced.push(text), isApple: false };
  const call: Call = {
    client,
    media,
    prefs: new CallPrefsStore(null),
    callReturn: new CallReturn({
      storage: sessionStorage,
      interviewId: room.visitor.interviewId,
      participantId: room.visitor.participantId,
      isReload: true,
    }),
    commands: () => callCommands(room, { client, media }),
  };
  room.call.set(call);
  return { ...built, room, client, media, announced, prefs: call.prefs };
}
