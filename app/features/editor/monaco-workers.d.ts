/** Made by scripts/monaco-workers.ts: addresses of Monaco's workers on this site. */
declare module 'virtual:monaco-workers' {
  const addresses: { editor: string; typescript: string };
  export default addresses;
}
