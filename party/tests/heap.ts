import net from 'node:net';
import { WebSocket } from 'ws';

/** A port of the loopback interface that nobody listens on now. */
export async function findFreePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Bytes of the runtime's heap that are in use after everything that can be collected was. Unlike resident memory
 * this does not depend on when the collector finds time, so it shows what a connection really leaves behind.
 */
export async function measureHeap(inspectorPort: number): Promise<number> {
  const targets = (await (await fetch(`http://127.0.0.1:${inspectorPort}/json`)).json()) as {
    webSocketDebuggerUrl: string;
  }[];
  const socket = new WebSocket(targets[0]?.webSocketDebuggerUrl ?? '');
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const call = (id: number, method: string) =>
    new Promise<Record<string, unknown>>((resolve) => {
      const receive = (data: WebSocket.RawData) => {
        const reply = JSON.parse(String(data)) as { id?: number; result?: Record<string, unknown> };
        if (reply.id !== id) return;
        socket.off('message', receive);
        resolve(reply.result ?? {});
      };
      socket.on('message', receive);
      socket.send(JSON.stringify({ id, method }));
    });
  await call(1, 'HeapProfiler.enable');
  await call(2, 'HeapProfiler.collectGarbage');
  await call(3, 'HeapProfiler.collectGarbage');
  const { usedSize } = await call(4, 'Runtime.getHeapUsage');
  socket.terminate();
  if (typeof usedSize !== 'number') throw new Error('The runtime did not say how large its heap is.');
  return usedSize;
}
