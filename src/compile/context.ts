import type { Declarations } from './document/declarations.ts';
import type { DocumentNode } from './document/document-node.ts';
import type { DocumentReader } from './document/document-reader.ts';
import type { ProblemList } from './problems.ts';
import type { SchemaCollector } from './schemas.ts';

/** What every part of the compiler needs. */
export interface CompileContext {
  readonly reader: DocumentReader;
  readonly problems: ProblemList;
  readonly schemas: SchemaCollector;
  readonly declarations: Declarations;
}

/** Says something about the element at `node`. */
export function report(
  { reader, problems }: Pick<CompileContext, 'reader' | 'problems'>,
  severity: 'error' | 'warning' | 'info',
  rule: string,
  node: DocumentNode,
  message: string,
  fix?: string,
): void {
  problems.add({ severity, rule, message, at: reader.at(node), ...(fix === undefined ? {} : { fix }) });
}
