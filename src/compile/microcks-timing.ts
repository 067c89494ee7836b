import type { CompileContext } from './context.ts';
import type { OperationDeclaration } from './document/declarations.ts';
import type { DocumentNode } from './document/document-node.ts';

/** `x-microcks-operation`: how Microcks mocks the operation. Nothing in it is a promise. */
export function microcksOperation(
  { reader }: CompileContext,
  { node }: OperationDeclaration,
): DocumentNode | undefined {
  return reader.child(node, 'x-microcks-operation');
}

/** `delay` of what a client asks, in ms. */
export function microcksDelay(context: CompileContext, operation: OperationDeclaration): number | undefined {
  return amount(context, operation, 'delay');
}

/**
 * `frequency` of what the server sends, in seconds there and in ms here. Microcks keeps `delay` in the same place, so
 * that without a `frequency` it is read as one.
 */
export function microcksPace(context: CompileContext, operation: OperationDeclaration): number | undefined {
  const seconds = amount(context, operation, 'frequency') ?? amount(context, operation, 'delay');
  return seconds === undefined || seconds === 0 ? undefined : seconds * 1000;
}

function amount(context: CompileContext, operation: OperationDeclaration, key: string): number | undefined {
  const value = context.reader.child(microcksOperation(context, operation), key)?.value;
  return typeof value === 'number' && value >= 0 ? value : undefined;
}
