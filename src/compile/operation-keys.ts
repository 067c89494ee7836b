import { isJsonObject } from '../contract/json.ts';
import { didYouMean } from '../errors/suggest.ts';
import { type CompileContext, report } from './context.ts';
import type { OperationDeclaration } from './document/declarations.ts';
import { rawMember } from './document/document-node.ts';
import { OPERATION_PROPERTIES } from './extension-schema/operation.ts';

const WHAT = {
  request: 'an operation that the client starts',
  push: 'an operation that the server starts',
  companion: 'an HTTP companion',
} as const;

/** The keys that have an effect on that kind of operation. */
function keysOf(kind: keyof typeof WHAT): readonly string[] {
  return Object.entries(OPERATION_PROPERTIES).flatMap(([key, schema]) =>
    isJsonObject(schema) && Array.isArray(schema.on) && schema.on.includes(kind) ? [key] : [],
  );
}

/** A key that is right on another kind of operation is not wrong, but does nothing here. */
export function warnOfIdleKeys(
  context: CompileContext,
  kind: keyof typeof WHAT,
  { extension }: OperationDeclaration,
): void {
  if (extension === undefined || !isJsonObject(extension.value)) return;
  const useful = keysOf(kind);
  for (const key of Object.keys(extension.value)) {
    const node = rawMember(extension, key);
    if (node === undefined || useful.includes(key) || !Object.hasOwn(OPERATION_PROPERTIES, key)) continue;
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
