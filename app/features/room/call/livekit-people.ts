import { ConnectionQuality, type Participant, type Room, Track } from 'livekit-client';
import type { CallPerson, CallState, Quality } from './call-state.ts';

/** What of the call's state the media server's room knows. */
export function readRoom(
  room: Room,
): Pick<CallState, 'people' | 'microphone' | 'camera' | 'screen' | 'isRecorded' | 'isSoundBlocked'> {
  const { localParticipant: own } = room;
  const others = [...room.remoteParticipants.values()].sort(
    (a, b) => Number(a.joinedAt ?? 0) - Number(b.joinedAt ?? 0),
  );
  return {
    people: [own, ...others].map(readPerson),
    microphone: own.isMicrophoneEnabled,
    camera: own.isCameraEnabled,
    screen: own.isScreenShareEnabled,
    isRecorded: room.isRecording,
    isSoundBlocked: !room.canPlaybackAudio,
  };
}

function readPerson(one: Participant): CallPerson {
  return {
    identity: one.identity,
    name: one.name || one.identity,
    isYou: one.isLocal,
    isSpeaking: one.isSpeaking && one.isMicrophoneEnabled,
    isMuted: !one.isMicrophoneEnabled,
    hasCamera: one.isCameraEnabled && hasTrack(one, Track.Source.Camera),
    hasScreen: one.isScreenShareEnabled && hasTrack(one, Track.Source.ScreenShare),
    quality: qualityOf(one.connectionQuality),
  };
}

/** A track may be told of before it can be shown. */
function hasTrack(one: Participant, source: Track.Source): boolean {
  return one.getTrackPublication(source)?.track !== undefined;
}

function qualityOf(quality: ConnectionQuality): Quality {
  if (quality === ConnectionQuality.Poor) return 'poor';
  return quality === ConnectionQuality.Lost ? 'lost' : 'good';
}
