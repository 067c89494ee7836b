import { isJsonObject } from '../contract/json.ts';
import { didYouMean } from '../errors/suggest.ts';
import { type CompileContext, report } from './context.ts';
import type { OperationDeclaration } from './document/declarations.ts';
import { rawMember } from './document/document-node.ts';

const KEYS = {
  request: ['when', 'reply', 'bind', 'within', 'delay', 'roles'],
  push: ['every', 'after', 'until', 'bind', 'ordered', 'roles', 'delay'],
  companion: ['issues', 'roles', 'cors', 'every', 'refuse', 'delay'],
} as const;

const WHAT = {
  request: 'an operation that the client starts',
  push: 'an operation that the server starts',
  companion: 'an HTTP companion',
} as const;

/** A key that is right on another kind of operation is not wrong, but does nothing here. */
export function warnOfIdleKeys(
  context: CompileContext,
  kind: keyof typeof KEYS,
  { extension }: OperationDeclaration,
): void {
  if (extension === undefined || !isJsonObject(extension.value)) return;
  const useful: readonly string[] = KEYS[kind];
  const known: readonly string[] = Object.values(KEYS).flat();
  for (const key of Object.keys(extension.value)) {
    const node = rawMember(extension, key);
    if (node === undefined || useful.includes(key) || !known.includes(key)) continue;
    report(
      context,
      'warning',
      'extension.invalid',
      node,
      `"${key}" has no effect on ${WHAT[kind]}.${didYouMean(key, useful)}`,
      `Here one may write ${useful.join(', ')}.`,
    );
  }
}
