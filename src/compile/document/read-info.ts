import type { Declarations } from './declarations.ts';
import type { DocumentReader } from './document-reader.ts';
import { optional } from './optional.ts';

/** What both versions say at the same place. */
export function readInfo(
  reader: DocumentReader,
): Pick<Declarations, 'title' | 'version' | 'description' | 'defaultContentType' | 'root' | 'extension'> {
  const info = reader.child(reader.root, 'info');
  const version = reader.child(info, 'version')?.value;
  return {
    title: reader.text(info, 'title') ?? 'Untitled',
    version: version === undefined || typeof version === 'object' ? '' : String(version),
    ...optional('description', reader.text(info, 'description')),
    ...optional('defaultContentType', reader.text(reader.root, 'defaultContentType')),
    root: reader.root,
    ...optional('extension', reader.child(reader.root, 'x-countersign')),
  };
}
