const ADVICE: [pattern: RegExp, advice: string][] = [
  [
    /Can't mount proc/i,
    'A container masks /proc. Start it with --security-opt systempaths=unconfined (podman: --security-opt unmask=ALL).',
  ],
  [
    /^spawn (?:.* )?(?:EPERM|EINVAL)/,
    'The service is root but may not take other user ids: give its container CAP_SETUID and CAP_SETGID and a full id range.',
  ],
  [
    /setting up uid map|RTM_NEWADDR|uid_map.*denied/i,
    'This machine forbids user namespaces to bubblewrap. On Ubuntu 24.04, allow them to /usr/bin/bwrap in an AppArmor profile (flags=(unconfined) { userns, }).',
  ],
  [
    /No permissions to creat|creating new namespace failed|Operation not permitted/i,
    'This machine forbids namespaces. Set sysctl kernel.unprivileged_userns_clone=1 (Debian); in a container also allow them with --security-opt seccomp=unconfined --security-opt apparmor=unconfined.',
  ],
];

/** What an operator can do about a failure to make a sandbox, with the original words first. */
export function explainTrouble(message: string): string {
  const advice = ADVICE.find(([pattern]) => pattern.test(message))?.[1];
  return advice ? `${message} ${advice}` : message;
}
