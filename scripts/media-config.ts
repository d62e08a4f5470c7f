import fs from 'node:fs';
import path from 'node:path';

export interface MediaOptions {
  /** Folder below which the file is written. */
  data: string;
  port: number;
  udpPort: number;
  /** Address that browsers send sound and pictures to. */
  nodeIp: string;
  apiKey: string;
  apiSecret: string;
  /** Where the server tells of who comes and goes. */
  webhookUrl: string;
}

const LOOPBACK = '127.0.0.1';

/** Writes what the media server is told and returns the file, which its owner alone can read: it holds the keys. */
export function writeMediaConfig(options: MediaOptions): string {
  const folder = path.join(options.data, 'media');
  const file = path.join(folder, 'livekit.yaml');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(`${file}.new`, `${JSON.stringify(makeMediaConfig(options), null, 2)}\n`, { mode: 0o600 });
  fs.renameSync(`${file}.new`, file);
  return file;
}

/** The server's settings. JSON is YAML, too. */
export function makeMediaConfig({ port, udpPort, nodeIp, apiKey, apiSecret, webhookUrl }: MediaOptions) {
  return {
    port,
    // the app passes browsers' sockets on, so nobody else needs to reach it
    bind_addresses: [LOOPBACK],
    rtc: {
      udp_port: udpPort,
      // zero is off: it would listen on every address
      tcp_port: 0,
      use_external_ip: false,
      node_ip: nodeIp,
      enable_loopback_candidate: true,
      ...(nodeIp === LOOPBACK && {
        ips: { includes: [`${LOOPBACK}/32`] },
        // without one it names public ones to every browser
        stun_servers: [`${LOOPBACK}:3478`],
      }),
    },
    keys: { [apiKey]: apiSecret },
    room: { auto_create: true, empty_timeout: 120, departure_timeout: 60 },
    webhook: { api_key: apiKey, urls: [webhookUrl] },
    logging: { level: 'info', json: true, pion_level: 'error' },
  };
}
