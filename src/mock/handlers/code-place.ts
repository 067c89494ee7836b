import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CodePlaces } from './code-places.ts';
import { isError } from './thrown.ts';

/** Of Countersign itself, or `src/` where it runs from its sources. Vite would make an address of `new URL('…', import.meta.url)`. */
const OWN = join(fileURLToPath(import.meta.url), '../../../');

/** Deep enough to reach a handler behind the frames of the mock. */
const DEPTH = 50;

/** `text` with the place in the user's code that this call comes from, `mock.ts:12:3` from the working directory. */
export function withCallingPlace(text: string): string {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = DEPTH;
  const place = placeIn(new Error().stack ?? '');
  Error.stackTraceLimit = before;
  return place === undefined ? text : `${text} Sent at ${place}.`;
}

/** Where in the user's code an error was thrown. */
export function placeOf(error: unknown): string | undefined {
  return isError(error) ? placeIn(error.stack ?? '') : undefined;
}

/** The places of code that Node runs. */
export const nodePlaces: CodePlaces = { calling: withCallingPlace, thrown: placeOf };

/** The first frame that is neither ours nor Node's nor a dependency's. */
function placeIn(stack: string): string | undefined {
  for (const line of stack.split('\n')) {
    // CommonJS in a data: URL of tsx: the file is known, its line is not.
    const inlined = /[?&]filePath=([^&)]+?)(%3F[^)]*)?:\d+:\d+\)?$/.exec(line)?.[1];
    if (inlined !== undefined) return near(decodeURIComponent(inlined));
    const found = /(?:\(|at (?:async )?)((?:file:\/\/)?[^()\s][^()]*?):(\d+):(\d+)\)?$/.exec(line.trim());
    const path = found?.[1] === undefined ? undefined : pathOf(found[1]);
    if (path === undefined || path.startsWith(OWN) || /[\\/]node_modules[\\/]/.test(path)) continue;
    return `${near(path)}:${found?.[2]}:${found?.[3]}`;
  }
  return undefined;
}

/** From the working directory, where it is in it. */
function near(path: string): string {
  const short = relative(resolve(), path);
  return short.startsWith('..') ? path : short;
}

/** tsx marks what it has imported with a query. */
function pathOf(place: string): string | undefined {
  if (place.startsWith('node:') || place.startsWith('data:')) return undefined;
  if (!place.startsWith('file:')) return place.replace(/\?.*$/, '');
  try {
    return fileURLToPath(place.replace(/\?.*$/, ''));
  } catch {
    return undefined;
  }
}
