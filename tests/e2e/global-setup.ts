import fs from 'node:fs';
import path from 'node:path';
import { root } from '#scripts/env.ts';
import { startProduct } from './product.ts';

/** Where the tests read what was started. */
export const PRODUCT_FILE = path.join(root, 'test-results/product.json');

export default async function setup() {
  const { url, data, roomUrl, stop } = await startProduct();
  fs.mkdirSync(path.dirname(PRODUCT_FILE), { recursive: true });
  fs.writeFileSync(PRODUCT_FILE, JSON.stringify({ url, data, roomUrl }));
  return stop;
}
