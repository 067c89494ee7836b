import { localPath } from '../local-path.ts';

/** The parser names local files by their paths, some percent-encoded, and all others by their URIs. */
export function parserFileName(name: string): string {
  if (/^[a-z][a-z0-9+.-]+:/i.test(name)) return localPath(name) ?? name;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
