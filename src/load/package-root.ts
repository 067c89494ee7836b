import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/** The folder of Countersign itself; `undefined` where it was bundled into something else. */
export function packageRoot(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve('countersign/package.json'));
  } catch {
    return undefined;
  }
}
