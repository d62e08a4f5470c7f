import { bringTool, type Tool } from './toolchain.ts';

/** What the runtime needs beside the heap: code, stacks, buffers, and room for the collector to work. */
const RUNTIME_BYTES = 64 * 1024 * 1024;
const MEBIBYTE = 1024 * 1024;

/** The Node that this service itself runs on, as the sandbox sees it. */
export function bringNode(copiesDir: string): Tool {
  return bringTool(process.execPath, copiesDir);
}

/**
 * Heap size for a memory limit. Node does not see the limit: without this it would put off collecting garbage until
 * the kernel kills it.
 */
export function buildHeapFlag(memoryBytes: number): string {
  const heapBytes = Math.max(memoryBytes - RUNTIME_BYTES, memoryBytes / 2);
  return `--max-old-space-size=${Math.floor(heapBytes / MEBIBYTE)}`;
}

/** What V8 writes before it aborts because the heap is full. */
export function isHeapFull(stderrTail: string): boolean {
  return /^FATAL ERROR: .*(?:heap out of memory|invalid (?:array|table) size|allocation failed)/im.test(
    stderrTail,
  );
}
