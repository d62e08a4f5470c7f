import {
  ConnectionState,
  DisconnectReason,
  type Participant,
  type RemoteTrack,
  Room,
  RoomEvent,
  setLogLevel,
  Track,
  type TrackPublication,
} from 'livekit-client';
import { Store } from '../store.ts';
import { type AskForCall, askForCall, type CallAnswer } from './call-api.ts';
import type {
  CallCheck,
  CallClient,
  CallWish,
  ChosenDevices,
  DeviceKind,
  JoinOptions,
} from './call-client.ts';
import { type CallEvent, type CallState, IDLE_CALL, isTakingPart, reduceCall } from './call-state.ts';
import { type DeviceTrouble, failureOf } from './device-words.ts';
import { readRoom } from './livekit-people.ts';
import { Rejoin, type RejoinResult } from './rejoin.ts';

const KINDS: Record<DeviceKind, MediaDeviceKind> = {
  microphone: 'audioinput',
  camera: 'videoinput',
  speaker: 'audiooutput',
};
const SOURCES = { camera: Track.Source.Camera, screen: Track.Source.ScreenShare } as const;

/** Everything after which what the page shows of the call may be out of date. */
const CHANGES = [
  RoomEvent.ParticipantConnected,
  RoomEvent.ParticipantDisconnected,
  RoomEvent.TrackPublished,
  RoomEvent.TrackUnpublished,
  RoomEvent.TrackSubscribed,
  RoomEvent.TrackUnsubscribed,
  RoomEvent.TrackMuted,
  RoomEvent.TrackUnmuted,
  RoomEvent.LocalTrackPublished,
  RoomEvent.LocalTrackUnpublished,
  RoomEvent.ActiveSpeakersChanged,
  RoomEvent.ParticipantNameChanged,
  RoomEvent.ConnectionQualityChanged,
  RoomEvent.RecordingStatusChanged,
  RoomEvent.AudioPlaybackStatusChanged,
] as const;

const BROKEN = 'The line to the call broke.';
const UNREACHABLE = 'The call does not answer.';

interface LivekitCallClientOptions {
  interviewId: string;
  /** Whether this person may speak at all; those who watch listen. */
  canSpeak: boolean;
  ask?: AskForCall;
}

/** The call over LiveKit. The media server's client mends short breaks; after longer ones this joins anew with a new token. */
export class LivekitCallClient implements CallClient {
  readonly state = new Store<CallState>(IDLE_CALL);
  readonly #options: LivekitCallClientOptions;
  readonly #rejoin: Rejoin;
  #room: Room | null = null;
  #wanted: CallWish = { microphone: false, camera: false };
  #devices: ChosenDevices = { microphone: null, camera: null, speaker: null };

  constructor(options: LivekitCallClientOptions) {
    setLogLevel('error');
    this.#options = options;
    this.#rejoin = new Rejoin({
      attempt: () => this.#connect(),
      onState: (message, nextTryAt) => {
        this.#tell({ type: 'lost', message, nextTryAt });
        this.#tell({ type: 'wished', ...this.#wanted });
      },
    });
  }

  async check(): Promise<CallCheck> {
    const answer = await this.#ask();
    if (answer.type === 'none') return answer;
    if (answer.type !== 'ready') return { type: 'none', ...absenceOf(answer) };
    const address = answer.url.replace(/^ws/, 'http').replace(/\/$/, '');
    const token = encodeURIComponent(answer.token);
    try {
      // The first one opens the line; the second one measures it.
      await fetch(`${address}/rtc/validate?access_token=${token}`);
      const before = performance.now();
      const response = await fetch(`${address}/rtc/validate?access_token=${token}`);
      const roundTripMs = Math.round(performance.now() - before);
      if (response.status < 500) {
        return { type: 'reachable', roundTripMs, isRecorded: answer.isRecorded };
      }
    } catch {
      // no line to it, which is what is told below
    }
    return { type: 'none', why: 'unreachable', message: UNREACHABLE };
  }

  async join({ microphone, camera, devices }: JoinOptions): Promise<void> {
    if (isTakingPart(this.state.get())) return;
    this.#wanted = { microphone, camera };
    this.#devices = devices;
    this.#tell({ type: 'joining' });
    const result = await this.#connect();
    if (result.type === 'again' && isTakingPart(this.state.get())) this.#rejoin.start(result.message);
  }

  async leave(): Promise<void> {
    this.#rejoin.stop();
    const room = this.#room;
    this.#room = null;
    this.#tell({ type: 'left' });
    if (room) await dropRoom(room);
  }

  wake(): void {
    this.#rejoin.wake();
  }

  getWish(): CallWish {
    return { ...this.#wanted };
  }

  async setMicrophone(isOn: boolean): Promise<void> {
    this.#wanted.microphone = isOn;
    await this.#send('microphone');
  }

  async setCamera(isOn: boolean): Promise<void> {
    this.#wanted.camera = isOn;
    await this.#send('camera');
  }

  async shareScreen(isOn: boolean): Promise<void> {
    const room = this.#room;
    if (!room || !this.#options.canSpeak) return;
    try {
      await room.localParticipant.setScreenShareEnabled(isOn, { audio: true });
    } catch (error) {
      const failure = failureOf(error);
      // choosing nothing to share is refused with the same error as not being allowed to
      if (failure !== 'denied') this.#tell({ type: 'trouble', trouble: { kind: 'screen', failure } });
    }
    this.#read(room);
  }

  async chooseDevice(kind: DeviceKind, deviceId: string | null): Promise<void> {
    this.#devices = { ...this.#devices, [kind]: deviceId };
    const room = this.#room;
    if (!room) return;
    try {
      await room.switchActiveDevice(KINDS[kind], deviceId ?? 'default', deviceId !== null);
      this.#settle(kind);
    } catch (error) {
      this.#tell({ type: 'trouble', trouble: { kind, failure: failureOf(error) } });
    }
    // After a device was unplugged the track is muted: the new one takes its place.
    if (kind !== 'speaker' && this.#wanted[kind]) await this.#send(kind);
  }

  async startSound(): Promise<void> {
    const room = this.#room;
    await room?.startAudio().catch(() => {}); // stays blocked, and says so
    if (room) this.#read(room);
  }

  showPicture(identity: string, picture: 'camera' | 'screen', element: HTMLVideoElement): () => void {
    const track = this.#room
      ?.getParticipantByIdentity(identity)
      ?.getTrackPublication(SOURCES[picture])?.track;
    track?.attach(element);
    return () => track?.detach(element);
  }

  destroy(): void {
    void this.leave();
  }

  /** One whole try to come in, with a token that was asked for now. */
  async #connect(): Promise<RejoinResult> {
    const answer = await this.#ask();
    if (!isTakingPart(this.state.get())) return { type: 'done' };
    if (answer.type !== 'ready') {
      const { why, message } = absenceOf(answer);
      if (why === 'starting' || why === 'unreachable') return { type: 'again', message };
      this.#tell({ type: 'absent', why, message });
      return { type: 'done' };
    }
    const room = this.#makeRoom();
    this.#room = room;
    try {
      await room.connect(answer.url, answer.token, {
        ...(isOwnLoopback(answer.url) && { rtcConfig: { iceServers: [] } }),
      });
    } catch {
      if (this.#room !== room) return { type: 'done' };
      this.#room = null;
      await dropRoom(room);
      return { type: 'again', message: UNREACHABLE };
    }
    if (this.#room !== room) {
      await dropRoom(room);
      return { type: 'done' };
    }
    this.#tell({ type: 'joined' });
    this.#read(room);
    if (this.#devices.speaker) {
      // one that is gone since leaves the system's own
      await room.switchActiveDevice('audiooutput', this.#devices.speaker).catch(() => false);
    }
    if (this.#wanted.microphone) await this.#send('microphone');
    if (this.#wanted.camera) await this.#send('camera');
    return { type: 'done' };
  }

  #ask(): Promise<CallAnswer> {
    return (this.#options.ask ?? askForCall)(this.#options.interviewId);
  }

  #makeRoom(): Room {
    const room = new Room({ adaptiveStream: true, dynacast: true });
    for (const change of CHANGES) room.on(change, () => this.#read(room));
    room.on(RoomEvent.TrackSubscribed, playSound);
    room.on(RoomEvent.TrackUnsubscribed, stopSound);
    room.on(RoomEvent.SignalReconnecting, () => this.#from(room, { type: 'line-broke' }));
    room.on(RoomEvent.Reconnecting, () => this.#from(room, { type: 'line-broke' }));
    room.on(RoomEvent.Reconnected, () => {
      this.#from(room, { type: 'line-mended' });
      this.#read(room);
    });
    room.on(RoomEvent.TrackMuted, (publication, participant) => this.#muted(room, publication, participant));
    room.on(RoomEvent.Disconnected, (reason) => this.#disconnected(room, reason));
    return room;
  }

  /** Whoever mutes a track that this person wants on is the browser, whose device is gone. */
  #muted(room: Room, { source }: TrackPublication, { isLocal }: Participant): void {
    if (room !== this.#room || !isLocal) return;
    const kind =
      source === Track.Source.Microphone ? 'microphone' : source === Track.Source.Camera ? 'camera' : null;
    if (kind && this.#wanted[kind]) this.#tell({ type: 'trouble', trouble: { kind, failure: 'gone' } });
  }

  #disconnected(room: Room, reason: DisconnectReason | undefined): void {
    // while it connects, the try itself says what came of it
    if (room !== this.#room || this.state.get().phase.type === 'joining') return;
    if (this.state.get().phase.type === 'lost') return;
    this.#room = null;
    void dropRoom(room);
    if (reason === DisconnectReason.DUPLICATE_IDENTITY) {
      const message = 'You joined the call in another tab. This one is out of it.';
      this.#tell({ type: 'absent', why: 'elsewhere', message });
    } else if (reason === DisconnectReason.PARTICIPANT_REMOVED) {
      this.#tell({ type: 'absent', why: 'removed', message: 'You were taken out of the call.' });
    } else {
      this.#rejoin.start(BROKEN);
    }
  }

  async #send(kind: 'microphone' | 'camera'): Promise<void> {
    const room = this.#room;
    if (!this.#options.canSpeak || !isTakingPart(this.state.get())) return;
    // coming in sends what is wanted then
    if (!room || room.state === ConnectionState.Disconnected || room.state === ConnectionState.Connecting) {
      this.#tell({ type: 'wished', ...this.#wanted });
      return;
    }
    const isOn = this.#wanted[kind];
    const deviceId = this.#devices[kind];
    const options = deviceId ? { deviceId: { ideal: deviceId } } : {};
    try {
      if (kind === 'microphone') await room.localParticipant.setMicrophoneEnabled(isOn, options);
      else await room.localParticipant.setCameraEnabled(isOn, options);
      this.#settle(kind);
    } catch (error) {
      if (room !== this.#room) return;
      this.#wanted[kind] = false;
      this.#tell({ type: 'trouble', trouble: { kind, failure: failureOf(error) } });
    }
    this.#read(room);
    // Pressed again meanwhile: the last wish counts.
    if (room === this.#room && this.#wanted[kind] !== isOn && isOn) await this.#send(kind);
  }

  /** What was wrong with this device is not any more. */
  #settle(kind: DeviceTrouble['kind']): void {
    if (this.state.get().trouble?.kind === kind) this.#tell({ type: 'trouble', trouble: null });
  }

  #read(room: Room): void {
    // before one is in, it knows nobody
    const isIn = room.state !== ConnectionState.Connecting && room.state !== ConnectionState.Disconnected;
    if (room === this.#room && isIn) this.#tell({ type: 'seen', seen: readRoom(room) });
  }

  #from(room: Room, event: CallEvent): void {
    if (room === this.#room) this.#tell(event);
  }

  #tell(event: CallEvent): void {
    this.state.update((state) => reduceCall(state, event));
  }
}

function absenceOf(answer: Exclude<CallAnswer, { type: 'ready' }>): {
  why: Extract<CallCheck, { type: 'none' }>['why'];
  message: string;
} {
  if (answer.type === 'none') return { why: answer.why, message: answer.message };
  if (answer.type === 'refused') return { why: 'refused', message: answer.message };
  return { why: 'unreachable', message: UNREACHABLE };
}

/** Whether the media server is on this very machine: no other machine need help in finding the way. */
function isOwnLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === location.hostname && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** Sound needs an element on the page in some browsers; nobody sees it. */
function playSound(track: RemoteTrack): void {
  if (track.kind !== Track.Kind.Audio) return;
  const element = track.attach();
  element.hidden = true;
  document.body.append(element);
}

function stopSound(track: RemoteTrack): void {
  if (track.kind !== Track.Kind.Audio) return;
  for (const element of track.detach()) element.remove();
}

async function dropRoom(room: Room): Promise<void> {
  for (const { trackPublications } of room.remoteParticipants.values()) {
    for (const { track } of trackPublications.values()) {
      if (track?.kind === Track.Kind.Audio) for (const element of track.detach()) element.remove();
    }
  }
  room.removeAllListeners();
  await room.disconnect().catch(() => {}); // it is gone, which is what is wanted
}
