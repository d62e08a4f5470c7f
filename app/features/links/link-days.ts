/** How many days a new link may work, as its form offers it. */
export const LINK_DAYS = [1, 3, 14, 60] as const;
