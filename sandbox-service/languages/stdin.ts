/** Before a command: a harness takes its lines on descriptor 4, so that the program's own stdin can be empty. */
export const MOVE_STDIN = ['/bin/sh', '-c', 'exec 4<&0 </dev/null; exec "$@"', 'harness'];
