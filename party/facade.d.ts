/** PartyKit's own adapter from Workers and Durable Objects to its API; `build.ts` puts it there. */
declare module 'partykit:facade' {
  export class PartyKitDurable {
    constructor(controller: unknown, env: Record<string, unknown>);
  }
  const facade: {
    fetch(request: Request, env: Record<string, unknown>, context: unknown): Promise<Response>;
  };
  export default facade;
}
