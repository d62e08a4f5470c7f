import { Server } from '@hocuspocus/server';

/** Hocuspocus as its guide starts it, with nothing stored. */
const server = new Server({ address: '127.0.0.1', port: 0, quiet: true });
await server.listen();
process.stdout.write(`ready ${server.address.port}\n`);
