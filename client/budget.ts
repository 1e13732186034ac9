import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Gzipped bytes of JavaScript that the first page needs: the entry and all that it imports before it can run. */
const budget = 180 * 1024;

/** Fails the build that would make everybody wait longer for the first page. */
export function firstLoadBudget(): Plugin {
  return {
    name: 'first-load-budget',
    apply: 'build',
    writeBundle(_, bundle) {
      const needed = new Set<string>();
      const need = (name: string): void => {
        const chunk = bundle[name];
        if (chunk?.type !== 'chunk' || needed.has(name)) return;
        needed.add(name);
        chunk.imports.forEach(need);
      };
      for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk' && chunk.isEntry) need(chunk.fileName);
      const size = [...needed].reduce((sum, name) => {
        const chunk = bundle[name];
        return sum + (chunk?.type === 'chunk' ? gzipSync(chunk.code).length : 0);
      }, 0);
      const kilobytes = (size / 1024).toFixed(1);
      if (needed.size === 0) this.error('The bundle has no entry: its size cannot be told.');
      if (size > budget) this.error(`The first page needs ${kilobytes} KiB of JavaScript (gzip), and may need ${budget / 1024}.`);
      this.info(`The first page needs ${kilobytes} KiB of JavaScript (gzip) of ${budget / 1024}.`);
    },
  };
}
