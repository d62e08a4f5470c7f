/** When a frame takes effect, and whose it is. */
export interface Moment {
  /** Number of frames up to it and with it: what it changed can be seen from this position on. */
  position: number;
  /** Time of the timeline: server time that never goes back. */
  at: number;
  author: string;
}
