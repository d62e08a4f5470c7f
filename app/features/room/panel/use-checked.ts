import { useState } from 'react';
import { z } from 'zod';

const schema = z.array(z.string()).max(100);

/** What was ticked of a list, remembered by this browser under this key. */
export function useChecked(list: string): [readonly string[], (item: string) => void] {
  const key = `interlace:checked:${list}`;
  const [kept, setKept] = useState(() => ({ key, items: read(key) }));
  const items = kept.key === key ? kept.items : read(key);
  const toggle = (item: string) => {
    const next = items.includes(item) ? items.filter((one) => one !== item) : [...items, item];
    setKept({ key, items: next });
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // no storage: the ticks last as long as the page
    }
  };
  return [items, toggle];
}

function read(key: string): string[] {
  try {
    return schema.parse(JSON.parse(localStorage.getItem(key) ?? '[]'));
  } catch {
    return []; // no storage, or not ours
  }
}
