import { watch } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

/**
 * Calls back once a file has been saved and left alone for `quiet` ms. Its folder is watched, because many editors save by
 * putting a new file in the old one's place.
 */
export function watchFile(file: string, changed: () => void, quiet = 60): { close(): void } {
  const [folder, name] = [dirname(resolve(file)), basename(file)];
  let timer: NodeJS.Timeout | null = null;
  const watcher = watch(folder, (_event, touched) => {
    if (touched !== null && touched !== name) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(changed, quiet);
  });
  return {
    close: () => {
      if (timer !== null) clearTimeout(timer);
      watcher.close();
    },
  };
}
