import { Select } from '#app/components/ui/select.tsx';
import { useStore } from '../use-store.ts';
import { useCall } from './call.ts';
import type { DeviceKind } from './call-client.ts';
import type { Device } from './media-access.ts';

const NAMES: Record<DeviceKind, string> = { microphone: 'Microphone', camera: 'Camera', speaker: 'Speakers' };

/** What a device is called, also where the browser does not tell. */
export function deviceName(kind: DeviceKind, { label }: Device, index: number): string {
  return label || `${NAMES[kind]} ${index + 1}`;
}

/** Which of these devices calls use, remembered by this browser. */
export function DeviceSelect({ kind, devices }: { kind: DeviceKind; devices: readonly Device[] }) {
  const { prefs } = useCall();
  const wished = useStore(prefs, (value) => value[kind]);
  const isThere = devices.some(({ id }) => id === wished);
  return (
    <Select
      className="min-w-0 flex-1"
      value={isThere ? (wished ?? '') : ''}
      onChange={(event) => prefs.choose(kind, event.target.value || null)}
    >
      <option value="">The system’s choice</option>
      {devices.map((device, index) => (
        <option key={device.id} value={device.id}>
          {deviceName(kind, device, index)}
        </option>
      ))}
    </Select>
  );
}
