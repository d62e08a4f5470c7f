import fs from 'node:fs';
import path from 'node:path';

/** Folders whose changes restart a service. The app's pages are not here: Vite replaces them in the browser. */
const SOURCES: Record<string, string[]> = {
  supabase: ['supabase/embedded', 'supabase/migrations'],
  sandbox: ['sandbox-service', 'core'],
  room: ['party', 'core'],
  interviewer: ['interviewer', 'core'],
  app: ['app/server'],
};

/** Saving in an editor makes several events; one restart is enough. */
const SETTLE = 200;

/** Calls `restart` with the name of each service whose sources changed. Tests do not count. */
export function watchSources(root: string, restart: (name: string) => void): void {
  for (const [name, folders] of Object.entries(SOURCES)) {
    let timer: NodeJS.Timeout | undefined;
    for (const folder of folders) {
      fs.watch(path.join(root, folder), { recursive: true }, (_event, file) => {
        if (!file || /\.test\.tsx?$|(^|\/)tests\//.test(file)) return;
        clearTimeout(timer);
        timer = setTimeout(() => restart(name), SETTLE);
      });
    }
  }
}
