import { defineConfig } from 'vitest/config';

const shared = { environment: 'node' as const, testTimeout: 30_000, hookTimeout: 120_000 };

/** Unit tests stand beside their source; the other projects start real processes. */
export default defineConfig({
  esbuild: { jsx: 'automatic' },
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: 'unit',
          include: [
            '{core,app,party,sandbox-service,interviewer,models,scripts,tests/unit}/**/*.test.{ts,tsx}',
          ],
          exclude: [
            'party/tests/**',
            'sandbox-service/tests/**',
            'interviewer/tests/**',
            'app/**/*.dom.test.tsx',
            'app/tests/**',
          ],
        },
      },
      {
        extends: true,
        test: { ...shared, name: 'dom', environment: 'happy-dom', include: ['app/**/*.dom.test.tsx'] },
      },
      { extends: true, test: { ...shared, name: 'room', include: ['party/tests/**/*.test.ts'] } },
      {
        extends: true,
        test: { ...shared, name: 'sandbox', include: ['sandbox-service/tests/**/*.test.ts'] },
      },
      { extends: true, test: { ...shared, name: 'db', include: ['supabase/tests/**/*.test.ts'] } },
      // real sound at the pace of the clock: one file after the other, or one's work is another's silence
      {
        extends: true,
        test: {
          ...shared,
          name: 'voice',
          include: ['interviewer/tests/**/*.test.ts'],
          exclude: ['interviewer/tests/whisper/**'],
          // else LiveKit's library logs every packet that it does not know
          env: { NODE_ENV: 'production' },
          fileParallelism: false,
        },
      },
      // real weights, which `npm run test:whisper` installs; no part of `npm test`
      {
        extends: true,
        test: {
          ...shared,
          name: 'whisper',
          include: ['interviewer/tests/whisper/**/*.test.ts'],
          env: { NODE_ENV: 'production' },
          fileParallelism: false,
        },
      },
      { extends: true, test: { ...shared, name: 'app', include: ['app/tests/**/*.test.{ts,tsx}'] } },
    ],
  },
});
