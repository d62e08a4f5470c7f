import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SandboxTrouble } from '../driver.ts';
import { isGone } from '../instance.ts';

/** A range that neither distributions nor systemd hand out (systemd's UIDS-GIDS document, "unused"). */
const FIRST = 60_706;
const LAST = 61_183;

/** Where instances on this machine tell each other which ids are taken. */
const CLAIMS_DIR = '/run/interlace-sandbox/user-ids';

/**
 * Takes a user id that no other living instance uses and returns it. Each claim is a file `<uid>.<instance>`:
 * it is made before looking, so of two that want the same id at least one sees the other and steps back.
 * Needs root. Throws `SandboxTrouble` when all are taken.
 */
export function claimUserId(instance: string, claimsDir = CLAIMS_DIR): number {
  mkdirSync(claimsDir, { recursive: true, mode: 0o700 });
  for (let uid = FIRST; uid <= LAST; uid++) {
    if (listClaims(claimsDir, uid).length > 0) continue;
    writeFileSync(join(claimsDir, `${uid}.${instance}`), '');
    if (listClaims(claimsDir, uid).length === 1) return uid;
    releaseUserId(instance, uid, claimsDir);
  }
  throw new SandboxTrouble(
    `No user id between ${FIRST} and ${LAST} is free: too many sandbox services run here.`,
  );
}

export function releaseUserId(instance: string, uid: number, claimsDir = CLAIMS_DIR): void {
  rmSync(join(claimsDir, `${uid}.${instance}`), { force: true });
}

/** Instances that hold this id. Claims of the dead are removed on the way. */
function listClaims(claimsDir: string, uid: number): string[] {
  const owners = readdirSync(claimsDir)
    .filter((name) => name.startsWith(`${uid}.`))
    .map((name) => name.slice(name.indexOf('.') + 1));
  const gone = owners.filter(isGone);
  for (const owner of gone) releaseUserId(owner, uid, claimsDir);
  return owners.filter((owner) => !gone.includes(owner));
}
