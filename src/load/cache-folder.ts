import { existsSync } from 'node:fs';
import { homedir, platform as systemPlatform } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

/** Environment variables; of interest are `XDG_CACHE_HOME` and `LOCALAPPDATA`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where what was compiled from the document at `path` is kept: `node_modules/.cache/countersign` of the nearest folder
 * above it that has a package.json and installed packages; else `countersign` in the user's cache folder.
 *
 * @param path absolute.
 * @throws where the user has no home.
 */
export function cacheFolder(
  path: string,
  environment: Environment,
  platform: string = systemPlatform(),
): string {
  const project = projectOf(path);
  return project === undefined
    ? userCacheFolder(environment, platform)
    : join(project, 'node_modules', '.cache', 'countersign');
}

function projectOf(path: string): string | undefined {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'node_modules'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/** `countersign` in the user's cache folder. Throws where the user has no home. */
export function userCacheFolder(environment: Environment, platform: string = systemPlatform()): string {
  return join(cachesOf(environment, platform), 'countersign');
}

/** A relative `XDG_CACHE_HOME` is to be ignored (XDG Base Directory Specification). */
function cachesOf(environment: Environment, platform: string): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = environment;
  if (xdg !== undefined && isAbsolute(xdg)) return xdg;
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  if (platform === 'win32') return local ?? join(homedir(), 'AppData', 'Local');
  return join(homedir(), '.cache');
}
