import { BASE_ENV, type Detection } from './language.ts';
import { bringNode, buildHeapFlag, isHeapFull } from './node.ts';
import { createNodeHarness } from './node-harness.ts';

/**
 * JavaScript on this service's own Node. A `.js` file may be an ES module or CommonJS: Node looks at its syntax.
 * `.mjs` and `.cjs` say it by name.
 */
export function detectJavaScript(copiesDir: string): Detection {
  const node = bringNode(copiesDir);
  const step = (...args: string[]) => ({ argv: [node.path, ...args], env: BASE_ENV, mounts: node.mounts });
  return {
    language: {
      id: 'javascript',
      version: step('-p', '"Node " + process.versions.node'),
      compile: () => null,
      run: ({ program, memoryBytes }) =>
        step(
          '--experimental-detect-module',
          '--no-warnings',
          buildHeapFlag(memoryBytes),
          `/workspace/${program.entry}`,
        ),
      isOutOfMemory: isHeapFull,
      harness: createNodeHarness({ node, module: null, compile: () => null }),
      toolchain: process.version,
    },
  };
}
