import { type Alias, isAlias, isMap, isSeq, type Pair, type ParsedNode, type YAMLMap } from 'yaml';
import { parsePointer } from '../contract/json-pointer.ts';
import { isMergeKey, keyText } from './key-text.ts';

type ParsedPair = Pair<ParsedNode, ParsedNode | null>;

/**
 * Answers with the offset of the key at a JSON Pointer: of the key for an entry of an object, of the value for an
 * item of a list. Each object that is passed on the way is indexed once.
 */
export function positionIndex(
  root: ParsedNode | null,
  targets: ReadonlyMap<Alias, ParsedNode>,
): (pointer: string) => number {
  const indexes = new Map<YAMLMap.Parsed, ReadonlyMap<string, ParsedPair>>();

  function indexOf(map: YAMLMap.Parsed): ReadonlyMap<string, ParsedPair> {
    const known = indexes.get(map);
    if (known !== undefined) return known;
    const index = new Map<string, ParsedPair>();
    indexes.set(map, index);
    for (const pair of map.items) {
      const merged = isMergeKey(pair.key) ? mergedMaps(pair.value) : [];
      for (const source of merged) {
        for (const [name, inherited] of indexOf(source)) if (!index.has(name)) index.set(name, inherited);
      }
    }
    for (const pair of map.items) {
      const name = keyText(target(pair.key));
      if (name !== undefined && !(isMergeKey(pair.key) && mergedMaps(pair.value).length > 0))
        index.set(name, pair);
    }
    return index;
  }

  function mergedMaps(value: ParsedNode | null): YAMLMap.Parsed[] {
    const source = target(value);
    const nodes = isSeq<ParsedNode>(source) ? source.items.map(target) : [source];
    return nodes.filter((node): node is YAMLMap.Parsed => isMap(node));
  }

  function target(node: ParsedNode | null): ParsedNode | null {
    return isAlias(node) ? (targets.get(node) ?? null) : node;
  }

  return (pointer) => {
    let node: ParsedNode | null = target(root);
    let offset = root?.range[0] ?? 0;
    for (const token of parsePointer(pointer)) {
      if (isMap(node)) {
        const pair = indexOf(node as YAMLMap.Parsed).get(token);
        if (pair === undefined) break;
        offset = pair.key.range[0];
        node = target(pair.value);
      } else if (isSeq<ParsedNode>(node)) {
        const item = node.items[Number(token)];
        if (item === undefined || !/^\d+$/.test(token)) break;
        offset = item.range[0];
        node = target(item);
      } else break;
    }
    return offset;
  };
}
