import type { Promised } from '../contract/promise.ts';
import type { CompileContext } from './context.ts';
import type { DocumentNode } from './document/document-node.ts';

/** A promise that `x-countersign` makes at `node`; nothing where its value could not be read. */
export function fromExtension<T>(
  { reader }: CompileContext,
  node: DocumentNode | undefined,
  value: T | undefined,
): Promised<T> | undefined {
  if (node === undefined || value === undefined) return undefined;
  return { value, basis: 'extension', at: reader.at(node) };
}

/** The value where it is a string, or strings. Anything else was reported when the extension was checked. */
export function textsOf(
  { reader }: CompileContext,
  node: DocumentNode | undefined,
): readonly string[] | undefined {
  if (node === undefined) return undefined;
  if (typeof node.value === 'string') return [node.value];
  if (!Array.isArray(node.value)) return undefined;
  return reader.items(node).flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
}

export function textOf(node: DocumentNode | undefined): string | undefined {
  return typeof node?.value === 'string' ? node.value : undefined;
}

export function numberOf(node: DocumentNode | undefined): number | undefined {
  return typeof node?.value === 'number' ? node.value : undefined;
}
