import dgram from 'node:dgram';
import net from 'node:net';

/** Whether nothing listens on this port of the loopback interface (or `host`). */
export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/** The same for UDP. */
export function isUdpFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = dgram.createSocket('udp4');
    probe.once('error', () => {
      probe.close();
      resolve(false);
    });
    probe.bind({ port, address: host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/**
 * The port to use: the wished one when it is free, else the next free one of the hundred after it.
 * A port that somebody chose by name is never replaced: that throws with what to do.
 */
export async function choosePort({
  name,
  chosen,
  wished,
  isUdp = false,
}: {
  name: string;
  chosen: string | undefined;
  wished: number;
  isUdp?: boolean;
}) {
  const isUsable = isUdp ? isUdpFree : isFree;
  if (chosen !== undefined) {
    const port = Number(chosen);
    if (!Number.isInteger(port) || port < 1 || port > 65535)
      throw new Error(`${name}=${chosen} is not a port number.`);
    if (await isUsable(port)) return port;
    throw new Error(`${name}=${port} is in use by another program. Stop it or choose another port.`);
  }
  for (let port = wished; port < wished + 100; port++) if (await isUsable(port)) return port;
  throw new Error(`No free port from ${wished} to ${wished + 99}. Set ${name}.`);
}
