import { isScalar, type ParsedNode, Scalar } from 'yaml';

/**
 * A mapping's key as a JSON key: what stands in the text (`200`, `1.0`, `yes` stay as written), without
 * quotes. `undefined` for a key that is no scalar.
 */
export function keyText(key: ParsedNode | null): string | undefined {
  if (key === null) return '';
  if (!isScalar(key)) return undefined;
  if (typeof key.value === 'string') return key.value;
  return key.type === Scalar.PLAIN ? (key.source ?? '') : String(key.value);
}

/** `<<`, YAML's merge key; a quoted one is a key like any other. */
export function isMergeKey(key: ParsedNode | null): boolean {
  return isScalar(key) && key.type === Scalar.PLAIN && key.value === '<<';
}
