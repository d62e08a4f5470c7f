/** What the panel is called, on the screen and for readers. */
export const PANEL_NAME = 'Interviewer’s panel';
