import type { Alias, ParsedNode } from 'yaml';
import { parseDocument } from 'yaml';
import type { Json } from '../contract/json.ts';
import { lineStarts, type TextPosition } from './line-starts.ts';
import { parseJson } from './parse-json.ts';
import { positionIndex } from './position-index.ts';
import { syntaxMessage } from './syntax-message.ts';
import type { TextFault } from './text-fault.ts';
import { FLATTEN, TOO_DEEP, yamlToJson } from './yaml-to-json.ts';

/** A YAML or JSON text, read. */
export interface ParsedText {
  /** `undefined` where there is a fatal fault. */
  readonly value: Json | undefined;
  readonly faults: readonly (TextFault & TextPosition)[];
  /** Where the key at that JSON Pointer stands (of a list, the item); its nearest ancestor where it stands nowhere. */
  position(pointer: string): TextPosition;
}

/**
 * Reads a text as YAML 1.2, of which JSON is a part. A large JSON text goes through `JSON.parse`, which is 50 times
 * faster, and is read as YAML only when somebody asks for a position.
 */
export function parseText(text: string): ParsedText {
  const at = lineStarts(text);
  const json = parseJson(text);
  let tree: YamlTree | undefined = json === undefined ? readYaml(text) : undefined;
  const faults = tree?.faults ?? [];
  const fatal = faults.some((fault) => fault.severity === 'fatal');
  let offsetOf: ((pointer: string) => number) | undefined;
  return {
    value: fatal ? undefined : (json ?? tree?.value ?? null),
    faults: faults.map((fault) => ({ ...fault, ...at(fault.offset) })),
    position(pointer) {
      if (offsetOf === undefined) {
        tree ??= readYaml(text);
        offsetOf = positionIndex(tree.root, tree.targets);
      }
      return at(offsetOf(pointer));
    },
  };
}

interface YamlTree {
  readonly root: ParsedNode | null;
  readonly value: Json;
  readonly faults: readonly TextFault[];
  readonly targets: ReadonlyMap<Alias, ParsedNode>;
}

function readYaml(text: string): YamlTree {
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false });
  const root = document.contents;
  const faults: TextFault[] = [];
  // One slip makes a trail of errors; the first is the one to mend.
  const first = document.errors.find((error) => error.code !== 'MULTIPLE_DOCS');
  if (first?.code === 'RESOURCE_EXHAUSTION') {
    faults.push({ severity: 'fatal', message: TOO_DEEP, fix: FLATTEN, offset: first.pos[0] });
  } else if (first !== undefined) {
    faults.push({ severity: 'fatal', ...syntaxMessage(first), offset: first.pos[0] });
  }
  if (first !== undefined) return { root, value: null, faults, targets: new Map() };
  for (const error of document.errors) {
    faults.push({
      severity: 'warning',
      message: 'A second YAML document begins here; only the first is read.',
      fix: 'Give it a file of its own.',
      offset: error.pos[0],
    });
  }
  for (const warning of document.warnings) {
    if (warning.code !== 'TAG_RESOLVE_FAILED') continue;
    const tag = warning.message.replace(/^Unresolved tag: /, '');
    faults.push({
      severity: 'warning',
      message: `The tag ${tag} means nothing here; the value is read without it.`,
      fix: 'Remove the tag, or let the tool that knows it write the plain file.',
      offset: warning.pos[0],
    });
  }
  const converted = yamlToJson(root);
  return { ...converted, root, faults: [...faults, ...converted.faults] };
}
