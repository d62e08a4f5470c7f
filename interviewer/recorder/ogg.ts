/** Bytes of a page before its table of lengths (RFC 3533). */
const PAGE_HEAD = 27;
/** Samples a second that positions in Ogg/Opus count, whatever was encoded (RFC 7845). */
const POSITION_RATE = 48_000;
/** Where the header of Opus says how many samples come before the first that counts. */
const PRE_SKIP_AT = 10;
/** The position of a page on which nothing ends. */
const NO_POSITION = -1n;

/** What is whole of an Ogg/Opus file, which may have been cut off anywhere: its length in bytes and its duration. */
export function measureOgg(bytes: Buffer): { length: number; durationMs: number } {
  let length = 0;
  let position = 0;
  let preSkip = 0;
  while (bytes.length >= length + PAGE_HEAD && bytes.toString('latin1', length, length + 4) === 'OggS') {
    const lacing = bytes.subarray(length + PAGE_HEAD, length + PAGE_HEAD + (bytes[length + 26] ?? 0));
    const body = length + PAGE_HEAD + (bytes[length + 26] ?? 0);
    const end = lacing.reduce((sum, part) => sum + part, body);
    if (end > bytes.length) break;
    if (bytes.toString('latin1', body, body + 8) === 'OpusHead')
      preSkip = bytes.readUInt16LE(body + PRE_SKIP_AT);
    const granule = bytes.readBigInt64LE(length + 6);
    if (granule !== NO_POSITION) position = Number(granule);
    length = end;
  }
  return { length, durationMs: Math.max(0, Math.round(((position - preSkip) / POSITION_RATE) * 1000)) };
}
