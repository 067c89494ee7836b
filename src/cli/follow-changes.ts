import { relative, resolve } from 'node:path';
import { CountersignError } from '../errors/countersign-error.ts';
import type { LoadedContract } from '../load/loaded-contract.ts';
import { localPath } from '../load/local-path.ts';
import type { Mock } from '../mock/mock.ts';
import { watchFiles } from '../mock/reload/watch-files.ts';
import type { Io } from './io.ts';
import { lineOfFile } from './line-of.ts';
import type { HandlersFile } from './load-handlers.ts';
import { renderError } from './render-error.ts';

/** What a running mock follows. */
export interface Followed {
  readonly document: string;
  readonly overlays: readonly string[];
  readonly handlers: HandlersFile | undefined;
  /** As the mock has it now. */
  readonly loaded: LoadedContract;
  /** Reads the document anew. */
  load(): Promise<LoadedContract>;
}

/**
 * Lets the mock follow the files that it was made of. What cannot be read is shown, once, and leaves the last good one
 * serving. Returns what ends it.
 */
export async function followChanges(mock: Mock, followed: Followed, io: Io): Promise<() => void> {
  const { handlers } = followed;
  let { loaded } = followed;
  let documentFiles = localFiles([followed.document, ...followed.overlays]);
  let pending = new Set<string>();
  let busy = false;
  let ended = false;
  let lastError = '';
  const watch = watchFiles((changed) => {
    for (const file of changed) pending.add(file);
    void work();
  });

  /** One reload at a time; what changes meanwhile is looked at afterwards. */
  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    while (pending.size > 0) {
      const changed = pending;
      pending = new Set();
      await attempt(changed);
      await watch.follow([...documentFiles, ...(handlers?.files() ?? [])]);
    }
    busy = false;
  }

  async function attempt(changed: ReadonlySet<string>): Promise<void> {
    const ofDocument = documentFiles.filter((file) => changed.has(file));
    const ofHandlers = (handlers?.files() ?? []).filter((file) => changed.has(file));
    let goesOn = 'with what it last understood';
    try {
      if (ofDocument.length > 0) {
        const next = await followed.load();
        // The mock is closing by now.
        if (ended) return;
        loaded = next;
        const { kept, closed } = mock.reload(loaded.contract);
        documentFiles = await filesOf(loaded, followed);
        io.stderr(`↻ ${namesOf(ofDocument)} changed, and the mock with it${fates(kept, closed)}.\n`);
        goesOn = 'with the handlers that it has';
      }
      // Another contract may lack what the handlers name.
      if (handlers !== undefined) {
        mock.useHandlers(await handlers.load(loaded.contract));
        if (ofHandlers.length > 0) io.stderr(`↻ ${namesOf(ofHandlers)} changed, and the mock with it.\n`);
      }
      lastError = '';
    } catch (error) {
      if (ended) return;
      const text = describe(error, io);
      if (text !== lastError) io.stderr(`${text}The mock goes on ${goesOn}.\n`);
      lastError = text;
    }
  }

  await watch.follow([...documentFiles, ...(handlers?.files() ?? [])]);
  // What the document refers to is known after reading it again, which a quick start does not wait for.
  void filesOf(loaded, followed).then(async (files) => {
    documentFiles = files;
    await watch.follow([...files, ...(handlers?.files() ?? [])]);
  });
  return () => {
    ended = true;
    watch.close();
  };
}

async function filesOf(loaded: LoadedContract, { document, overlays }: Followed): Promise<readonly string[]> {
  const own = localFiles([document, ...overlays]);
  try {
    const { documents } = await loaded.bundle();
    return [...new Set([...own, ...localFiles(Object.keys(documents))])];
  } catch {
    // It has changed already, and is no good now.
    return own;
  }
}

/** Absolute paths of what is a file of this machine; standard input and URLs are not. */
function localFiles(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    if (name === '-' || /^https?:/i.test(name)) return [];
    return /^file:/i.test(name) ? (localPath(name) ?? []) : [resolve(name)];
  });
}

function namesOf(files: readonly string[]): string {
  return files
    .map((file) => {
      const near = relative(resolve(), file);
      return near.startsWith('..') ? file : near;
    })
    .join(', ');
}

function fates(kept: number, closed: number): string {
  if (kept + closed === 0) return '';
  return `: ${count(kept)} stay${kept === 1 ? 's' : ''}, ${closed} closed with 1012`;
}

function count(connections: number): string {
  return connections === 1 ? '1 connection' : `${connections} connections`;
}

function describe(error: unknown, io: Io): string {
  if (error instanceof CountersignError) return renderError(error, io.style, lineOfFile);
  return `${error instanceof Error ? error.message : String(error)}\n`;
}
