/** The number out of what a toolchain says of itself: `3.11.2` of `Python 3.11.2`. All of it where there is none. */
export function shortVersion(version: string): string {
  return /\d+(?:\.\d+)+/.exec(version)?.[0] ?? /\d+/.exec(version)?.[0] ?? version;
}
