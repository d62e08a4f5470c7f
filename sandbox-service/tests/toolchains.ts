import { type Service, startService, TOKEN, until } from './harness.ts';

/** The first start on a machine makes the caches, for which Go's library alone takes a minute where others work too. */
export const CACHES_TIME = 300_000;

/** Starts the service and waits until its toolchains are as fast as they get. */
export async function startWithCaches(): Promise<Service> {
  const service = await startService({ env: { SANDBOX_TOOLCHAIN_CACHES: 'on' } });
  const isSettled = async () => !Object.values(await readCaches(service)).includes('pending');
  await until('the caches of the toolchains', isSettled, CACHES_TIME);
  return service;
}

/** What `/doctor` says about the caches, by name. */
export async function readCaches(service: Service): Promise<Record<string, string>> {
  const response = await fetch(`${service.url}/doctor`, { headers: { authorization: `Bearer ${TOKEN}` } });
  return ((await response.json()) as { toolchainCaches: Record<string, string> }).toolchainCaches;
}
