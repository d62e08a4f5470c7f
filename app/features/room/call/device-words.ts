/** What can be wrong with a device. `gone`: it worked and was unplugged or turned off. */
export type DeviceFailure = 'denied' | 'missing' | 'busy' | 'gone' | 'unknown';

export interface DeviceTrouble {
  kind: 'microphone' | 'camera' | 'screen' | 'speaker';
  failure: DeviceFailure;
}

const NAMES: Record<DeviceTrouble['kind'], string> = {
  microphone: 'microphone',
  camera: 'camera',
  screen: 'screen',
  speaker: 'speakers',
};

/** What is wrong, and what to do about it. */
export function troubleWords({ kind, failure }: DeviceTrouble): string {
  const name = NAMES[kind];
  switch (failure) {
    case 'denied':
      return `The browser does not let this page use the ${name}. Allow it beside the address, then try again.`;
    case 'missing':
      return `No ${name} was found. Plug one in, then try again.`;
    case 'busy':
      return `Another program is using the ${name}. Close it there, then try again.`;
    case 'gone':
      return `The ${name} was disconnected. Plug it in again, or choose another one.`;
    case 'unknown':
      return `The ${name} could not be started. Choose another one, or try again.`;
  }
}

/** What a browser's error about a device means. */
export function failureOf(error: unknown): DeviceFailure {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'PermissionDeniedError' || name === 'SecurityError')
    return 'denied';
  if (name === 'NotFoundError' || name === 'DevicesNotFoundError' || name === 'OverconstrainedError')
    return 'missing';
  if (name === 'NotReadableError' || name === 'TrackStartError' || name === 'AbortError') return 'busy';
  return 'unknown';
}
