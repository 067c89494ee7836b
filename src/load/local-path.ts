import { fileURLToPath } from 'node:url';

/** The path behind a `file:` URI; `undefined` for any other, and for one that names another host. */
export function localPath(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
