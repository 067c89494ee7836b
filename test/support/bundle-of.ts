import { isNode, LineCounter, parseDocument } from 'yaml';
import type { DocumentBundle } from '../../src/compile/document-bundle.ts';
import type { Json } from '../../src/contract/json.ts';
import { parsePointer } from '../../src/contract/json-pointer.ts';

/** A bundle out of inline YAML: `asyncapi.yaml`, and further files by name, all in one folder. */
export function bundleOf(yaml: string, files: Readonly<Record<string, string>> = {}): DocumentBundle {
  const root = 'file:///work/asyncapi.yaml';
  const texts = new Map([[root, yaml]]);
  for (const [name, text] of Object.entries(files)) texts.set(`file:///work/${name}`, text);
  const parsed = new Map(
    [...texts].map(([uri, text]) => {
      const lines = new LineCounter();
      return [uri, { document: parseDocument(text, { lineCounter: lines }), lines }] as const;
    }),
  );
  return {
    root,
    documents: Object.fromEntries([...parsed].map(([uri, { document }]) => [uri, document.toJS() as Json])),
    locate(uri, pointer) {
      const { document, lines } = parsed.get(uri) ?? {};
      const file = uri.slice(uri.lastIndexOf('/') + 1);
      for (let path = parsePointer(pointer); ; path = path.slice(0, -1)) {
        const node: unknown = path.length === 0 ? document?.contents : document?.getIn(path, true);
        const offset = isNode(node) ? node.range?.[0] : undefined;
        if (offset !== undefined && lines !== undefined) {
          const { line, col } = lines.linePos(offset);
          return { file, pointer, line, column: col };
        }
        if (path.length === 0) return { file, pointer, line: 0, column: 0 };
      }
    },
  };
}

/** A bundle out of JSON that need not be sensible; every place is line 0. */
export function bundleOfJson(document: Json): DocumentBundle {
  return {
    root: 'memory:document',
    documents: { 'memory:document': document },
    locate: (_uri, pointer) => ({ file: 'document', pointer, line: 0, column: 0 }),
  };
}
