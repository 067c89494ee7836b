import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { Json } from '../contract/json.ts';
import { isMergeKey, keyText } from './key-text.ts';
import { LIMITS } from './limits.ts';
import type { TextFault } from './text-fault.ts';

export interface ConvertedYaml {
  readonly value: Json;
  readonly faults: readonly TextFault[];
  /** The node that each alias stands for. */
  readonly targets: ReadonlyMap<Alias, ParsedNode>;
}

/**
 * A YAML node as plain JSON. The library's own `toJS` would hand over what JSON cannot say (dates of
 * YAML 1.1, infinities, circles) and lose without a word what it cannot keep (large numbers, doubled keys).
 */
export function yamlToJson(root: ParsedNode | null): ConvertedYaml {
  const faults: TextFault[] = [];
  const targets = new Map<Alias, ParsedNode>();
  const anchors = new Map<string, ParsedNode>();
  const done = new Map<ParsedNode, { value: Json; size: number }>();
  const open = new Set<ParsedNode>();
  let aliased = 0;
  let size = 0;
  let failed = false;

  function fail(node: ParsedNode, message: string, fix: string): null {
    failed = true;
    faults.push({ severity: 'fatal', message, fix, offset: node.range[0] });
    return null;
  }

  function warn(node: ParsedNode, message: string, fix: string): void {
    faults.push({ severity: 'warning', message, fix, offset: node.range[0] });
  }

  function convert(node: ParsedNode | null, depth: number): Json {
    if (node === null || failed) return null;
    if (depth > LIMITS.depth) return fail(node, TOO_DEEP, FLATTEN);
    if (isAlias(node)) return follow(node, depth);
    const before = size;
    size += 1;
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (isScalar(node)) {
      const value = scalar(node);
      if (node.anchor !== undefined) done.set(node, { value, size: 1 });
      return value;
    }
    open.add(node);
    const value = isSeq<ParsedNode>(node)
      ? node.items.map((item) => convert(item, depth + 1))
      : mapping(node as YAMLMap.Parsed, depth);
    open.delete(node);
    if (node.anchor !== undefined) done.set(node, { value, size: size - before });
    return value;
  }

  function follow(alias: Alias.Parsed, depth: number): Json {
    const target = anchors.get(alias.source);
    if (target === undefined) {
      const fix = `Write "&${alias.source}" before the value that is meant, above this line; quote the value if it is no alias.`;
      return fail(alias, `The alias *${alias.source} has no anchor &${alias.source} above it.`, fix);
    }
    targets.set(alias, target);
    if (open.has(target)) {
      return fail(
        alias,
        `The alias *${alias.source} stands inside its own anchor: a value without end.`,
        'Use a $ref where a schema contains itself.',
      );
    }
    const known = done.get(target);
    if (known === undefined) return convert(target, depth);
    aliased += known.size;
    size += known.size;
    if (aliased > LIMITS.aliasedValues) {
      return fail(
        alias,
        `The aliases of this file stand for more than ${LIMITS.aliasedValues} values.`,
        'Use $refs in place of aliases that contain aliases.',
      );
    }
    return known.value;
  }

  function scalar(node: Scalar.Parsed): Json {
    const { value, source } = node;
    if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
    if (typeof value !== 'number') return source;
    if (!Number.isFinite(value)) {
      warn(
        node,
        `${source} is no number that JSON can say; it is read as null.`,
        'Write a number, or quote it.',
      );
      return null;
    }
    if (/^[-+]?\d+$/.test(source) && !Number.isSafeInteger(value) && BigInt(value) !== BigInt(source)) {
      warn(
        node,
        `${source} is beyond 2^53 and loses digits: it is read as ${BigInt(value)}.`,
        'Quote it if it is an id, so that it stays as it is.',
      );
    }
    return value;
  }

  function mapping(node: YAMLMap.Parsed, depth: number): Json {
    const result: Record<string, Json> = {};
    const merged: Json[] = [];
    for (const { key, value } of node.items) {
      const node_ = value as ParsedNode | null;
      if (key.anchor !== undefined && key.anchor !== null) anchors.set(key.anchor, key);
      if (isMergeKey(key) && (isAlias(node_) || isMap(node_) || isSeq(node_))) {
        const source = convert(node_, depth + 1);
        merged.push(...(Array.isArray(source) ? source : [source]));
        continue;
      }
      const name = keyText(isAlias(key) ? (anchors.get(key.source) ?? key) : key);
      if (name === undefined) {
        warn(key, 'A list or an object cannot be a key; this entry is left out.', 'Write a text as the key.');
        continue;
      }
      if (Object.hasOwn(result, name)) {
        warn(
          key,
          `The key "${name}" stands here a second time; only this last one counts.`,
          'Remove one of the two.',
        );
      }
      define(result, name, convert(node_, depth + 1));
    }
    for (const source of merged) {
      if (typeof source !== 'object' || source === null || Array.isArray(source)) continue;
      for (const [name, value] of Object.entries(source)) {
        if (!Object.hasOwn(result, name)) define(result, name, value as Json);
      }
    }
    return result;
  }

  const value = convert(root, 0);
  return { value, faults, targets };
}

export const TOO_DEEP: string = `Values are nested more than ${LIMITS.depth} levels deep.`;
export const FLATTEN = 'Move the inner ones to components and refer to them with $ref.';

/** So that a key such as `__proto__` becomes a property of its own. */
function define(target: Record<string, Json>, name: string, value: Json): void {
  if (name === '__proto__') {
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  } else target[name] = value;
}
