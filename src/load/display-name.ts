import { dirname, isAbsolute, join, relative } from 'node:path';
import { localPath } from './local-path.ts';
import type { SourceFile } from './source-file.ts';

/** How a file is called in messages: beside the document, as the user named the document; a URL as itself. */
export function displayName(root: SourceFile, uri: string): string {
  if (uri === root.uri) return root.name;
  const path = localPath(uri);
  const rootPath = localPath(root.uri);
  if (path === undefined || rootPath === undefined) return uri;
  const folder = root.name === '-' ? '.' : dirname(root.name);
  const beside = relative(dirname(rootPath), path);
  return isAbsolute(beside) ? path : join(folder, beside);
}
