/**
 * Preload for `partykit dev`, which is for editing the party only: it binds the room server to 0.0.0.0 and opens a
 * debugger on every interface, with no flag against either. This keeps all of it on loopback.
 *
 *   node --import ./party/dev-loopback.mjs node_modules/partykit/dist/bin.mjs dev …
 */
import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const LOOPBACK = '127.0.0.1';

const { spawn } = childProcess;
childProcess.spawn = (command, args, options) => {
  const isWorkerd = /workerd/.test(command) && Array.isArray(args);
  return spawn(command, isWorkerd ? args.map(onLoopback) : args, options);
};

const { listen } = net.Server.prototype;
net.Server.prototype.listen = function listenOnLoopback(...args) {
  const [first, second] = args;
  if (typeof first === 'number') {
    if (typeof second !== 'string') args.splice(1, 0, LOOPBACK);
    else if (isEverywhere(second)) args[1] = LOOPBACK;
  } else if (first?.port !== undefined && first.path === undefined) {
    if (first.host === undefined || isEverywhere(first.host)) args[0] = { ...first, host: LOOPBACK };
  }
  return listen.apply(this, args);
};
syncBuiltinESMExports();

function onLoopback(argument) {
  return argument.replace(/^(--socket-addr=[^=]+=)(?:0\.0\.0\.0|\*|\[::\])(?=:)/, `$1${LOOPBACK}`);
}

function isEverywhere(host) {
  return host === '0.0.0.0' || host === '::' || host === '*';
}
