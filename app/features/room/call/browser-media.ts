import type { DeviceKind } from './call-client.ts';
import type { Device, MediaAccess, OpenCamera, OpenMicrophone } from './media-access.ts';

const KINDS: Record<MediaDeviceKind, DeviceKind> = {
  audioinput: 'microphone',
  videoinput: 'camera',
  audiooutput: 'speaker',
};

/** Loudness of ordinary speech near a microphone: the meter is full at this. */
const FULL_LEVEL = 0.25;

/** The devices of the machine that this browser runs on. */
export class BrowserMedia implements MediaAccess {
  readonly canChooseSpeaker = 'setSinkId' in HTMLMediaElement.prototype;
  readonly canShareScreen = typeof navigator.mediaDevices?.getDisplayMedia === 'function';

  async list(): Promise<Record<DeviceKind, Device[]>> {
    const found: Record<DeviceKind, Device[]> = { microphone: [], camera: [], speaker: [] };
    const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
    for (const { kind, deviceId, label } of all) {
      // `default` repeats one of the others, and is what choosing none means
      if (deviceId !== '' && deviceId !== 'default') found[KINDS[kind]].push({ id: deviceId, label });
    }
    return found;
  }

  watch(onChange: () => void): () => void {
    navigator.mediaDevices?.addEventListener('devicechange', onChange);
    return () => navigator.mediaDevices?.removeEventListener('devicechange', onChange);
  }

  async openMicrophone(deviceId: string | null): Promise<OpenMicrophone> {
    const stream = await open({ audio: deviceId ? { deviceId: { exact: deviceId } } : true });
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 512;
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    return {
      level: () => {
        analyser.getFloatTimeDomainData(samples);
        const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
        return Math.min(1, Math.sqrt(power) / FULL_LEVEL);
      },
      stop: () => {
        stopTracks(stream);
        context.close().catch(() => {}); // closed already
      },
    };
  }

  async openCamera(deviceId: string | null): Promise<OpenCamera> {
    const size = { width: { ideal: 640 }, height: { ideal: 360 } };
    const stream = await open({ video: deviceId ? { ...size, deviceId: { exact: deviceId } } : size });
    return {
      show: (element) => {
        element.srcObject = stream;
      },
      stop: () => stopTracks(stream),
    };
  }

  /** Two soft tones, one after the other. */
  async playTestSound(speakerId: string | null): Promise<void> {
    const context = new AudioContext();
    const into = context.createMediaStreamDestination();
    const element = new Audio();
    element.srcObject = into.stream;
    if (speakerId && this.canChooseSpeaker) await element.setSinkId(speakerId);
    await element.play();
    for (const [index, pitch] of [523, 659].entries()) {
      const tone = context.createOscillator();
      const volume = context.createGain();
      const from = context.currentTime + 0.1 + index * 0.3;
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0, from);
      volume.gain.linearRampToValueAtTime(0.2, from + 0.03);
      volume.gain.linearRampToValueAtTime(0, from + 0.28);
      tone.connect(volume).connect(into);
      tone.start(from);
      tone.stop(from + 0.3);
    }
    await new Promise((resolve) => setTimeout(resolve, 900));
    element.srcObject = null;
    await context.close();
  }
}

async function open(constraints: MediaStreamConstraints): Promise<MediaStream> {
  // Browsers offer no devices to pages that are not served securely.
  if (!navigator.mediaDevices) throw new DOMException('No devices here', 'NotAllowedError');
  return navigator.mediaDevices.getUserMedia(constraints);
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
