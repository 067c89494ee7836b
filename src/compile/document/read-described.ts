import type { Described } from '../../contract/described.ts';
import type { DocumentNode } from './document-node.ts';
import type { DocumentReader } from './document-reader.ts';
import { optional } from './optional.ts';

/** What the author of a Channel, Operation or Message Object wrote for people. */
export function readDescribed(reader: DocumentReader, node: DocumentNode): Described {
  const summary = reader.text(node, 'summary');
  const description = reader.text(node, 'description');
  return {
    ...optional('title', reader.text(node, 'title')),
    ...optional('summary', summary ?? description),
    ...optional('description', summary === undefined || summary === description ? undefined : description),
  };
}

/** Nothing but that of a declaration. */
export function describedAs({ title, summary, description }: Described): Described {
  return {
    ...optional('title', title),
    ...optional('summary', summary),
    ...optional('description', description),
  };
}
