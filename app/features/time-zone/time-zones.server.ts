/** Names of all time zones, for a list to choose from. */
export const TIME_ZONES: string[] = [
  'UTC',
  ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC'),
];
