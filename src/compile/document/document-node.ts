import { isJsonObject, type Json, type JsonObject } from '../../contract/json.ts';
import { formatPointer } from '../../contract/json-pointer.ts';

/** A value of the document, and where it stands. */
export interface DocumentNode {
  readonly uri: string;
  /** RFC 6901. */
  readonly pointer: string;
  readonly value: Json;
  /** What shows through where `value` says nothing, the strongest first: the node's traits. */
  readonly under: readonly DocumentNode[];
  /** Places of the `$ref`s that led here, the first one first. */
  readonly via: readonly string[];
}

/** Same place, same element. */
export function placeOf(node: DocumentNode): string {
  return `${node.uri}#${node.pointer}`;
}

/** The member `key` as it is written, a `$ref` not followed. Inherited properties do not count. */
export function rawMember(node: DocumentNode, key: string | number): DocumentNode | undefined {
  const { value } = node;
  let member: Json | undefined;
  if (Array.isArray(value)) member = typeof key === 'number' ? value[key] : undefined;
  else if (isJsonObject(value)) member = Object.hasOwn(value, key) ? value[key] : undefined;
  if (member === undefined) return undefined;
  return { uri: node.uri, pointer: node.pointer + formatPointer([key]), value: member, under: [], via: [] };
}

/** Is it a Reference Object? Then everything beside the `$ref` is without effect. */
export function isReference(value: Json): value is JsonObject & { readonly $ref: string } {
  return isJsonObject(value) && Object.hasOwn(value, '$ref') && typeof value.$ref === 'string';
}
