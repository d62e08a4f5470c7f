/** Material for a model, as JSON, so that nothing in it can end the block that it stands in. */
export function writeDataBlock(kind: string, value: unknown): string {
  return `<data kind="${kind}">${JSON.stringify(value).replaceAll('<', '\\u003c')}</data>`;
}
