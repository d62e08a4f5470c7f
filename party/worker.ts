import facade, { PartyKitDurable as FacadeDurable } from 'partykit:facade';
import { ROOM_BINDINGS } from './env.ts';

/**
 * The bundle's entry: PartyKit's facade around `server.ts`, with plain names for our bindings. The facade looks for
 * `pkvar-NAME`, which is no name for a secret of Cloudflare's or for an environment variable.
 */
export class PartyKitDurable extends FacadeDurable {
  constructor(controller: unknown, env: Record<string, unknown>) {
    super(controller, withFacadeNames(env));
  }
}

export default {
  fetch: (request: Request, env: Record<string, unknown>, context: unknown) =>
    facade.fetch(request, withFacadeNames(env), context),
};

function withFacadeNames(env: Record<string, unknown>): Record<string, unknown> {
  const named = { PARTYKIT_CRONS: {}, ...env } as Record<string, unknown>;
  for (const name of ROOM_BINDINGS) named[`pkvar-${name}`] = env[name];
  return named;
}
