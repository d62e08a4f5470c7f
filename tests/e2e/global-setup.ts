import fs from 'node:fs';
import path from 'node:path';
import { root } from '#scripts/env.ts';
import { startProduct } from './product.ts';
import { startSpeechServices } from './speech-services.ts';

/** Where the tests read what was started. */
export const PRODUCT_FILE = path.join(root, 'test-results/product.json');

export default async function setup() {
  const speech = await startSpeechServices();
  const { url, data, supabaseUrl, roomUrl, stop } = await startProduct(speech.settings);
  fs.mkdirSync(path.dirname(PRODUCT_FILE), { recursive: true });
  fs.writeFileSync(PRODUCT_FILE, JSON.stringify({ url, data, supabaseUrl, roomUrl }));
  return async () => {
    await stop();
    await speech.stop();
  };
}
