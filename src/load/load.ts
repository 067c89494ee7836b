import type { DocumentBundle } from '../compile/document-bundle.ts';
import type { Json } from '../contract/json.ts';
import type { Problem } from '../errors/problem.ts';
import { checkAsyncapiVersion } from './asyncapi-version.ts';
import { checkValidity } from './check-validity.ts';
import { convertPayloads } from './convert-payloads.ts';
import { displayName } from './display-name.ts';
import { loadReferences } from './load-references.ts';
import { locationIn, type ParsedFile, parseFile } from './parsed-file.ts';
import { readSource } from './read-source.ts';
import type { SourceFile } from './source-file.ts';
import { tidyProblems } from './tidy-problems.ts';

export interface LoadOptions {
  /** Follow `$ref`s to other hosts. Default `false`: each is a warning. */
  readonly allowRemote?: boolean;
  /** OpenAPI Overlay 1.0 documents (paths or URLs) that change the document before anything else reads it, in this order. */
  readonly overlays?: readonly string[];
  /** What `-` stands for. */
  readonly stdin?: () => Promise<string>;
  /** Ask `@asyncapi/parser` whether the document is valid (about 1 s). Default `true`. */
  readonly validate?: boolean;
}

export interface Loaded {
  readonly bundle: DocumentBundle;
  /** In the order of the text, file by file. */
  readonly problems: readonly Problem[];
  /** The document's own text. */
  readonly text: string;
  /** Everything that was read, the document first and the overlays last. */
  readonly files: readonly SourceFile[];
}

/**
 * Reads an AsyncAPI document and the files that its `$ref`s name.
 *
 * `source` is a path, a `file:`, `http:` or `https:` URL, or `-`. Throws a `CountersignError` where there is nothing
 * to go on with: `document.not-found`, `.unreachable`, `.not-yaml`, `.not-asyncapi`, `.unsupported-version`; `overlay.invalid`. All else
 * that is wrong stands in `problems`.
 */
export async function load(source: string, options: LoadOptions = {}): Promise<Loaded> {
  const written = parseFile(await readSource(source, options.stdin));
  checkAsyncapiVersion(written);
  const { root, overlays, problems: unmatched } = await overlaid(written, options);
  const files = new Map<string, ParsedFile>([[root.uri, root]]);
  const found = await loadReferences(root, files, options.allowRemote ?? false);
  const unreadable = await convertPayloads(files);
  const converted = files.get(root.uri) ?? root;
  const invalid = options.validate === false ? [] : await checkValidity(converted, files);
  return {
    bundle: bundleOf(root, files),
    problems: tidyProblems([...root.problems, ...unmatched, ...found, ...unreadable, ...invalid]),
    text: root.text,
    files: [...files.values(), ...overlays],
  };
}

interface Overlaid {
  readonly root: ParsedFile;
  readonly overlays: readonly ParsedFile[];
  readonly problems: readonly Problem[];
}

/** JSONPath is imported only where there is an overlay. */
async function overlaid(root: ParsedFile, { overlays: names = [], stdin }: LoadOptions): Promise<Overlaid> {
  if (names.length === 0) return { root, overlays: [], problems: [] };
  const { applyOverlays } = await import('./apply-overlays.ts');
  const overlays: ParsedFile[] = [];
  for (const name of names) overlays.push(parseFile(await readSource(name, stdin)));
  const applied = applyOverlays(root, overlays);
  checkAsyncapiVersion(applied.root);
  return {
    root: applied.root,
    overlays,
    problems: [...overlays.flatMap(({ problems }) => problems), ...applied.problems],
  };
}

function bundleOf(root: ParsedFile, files: ReadonlyMap<string, ParsedFile>): DocumentBundle {
  const documents: Record<string, Json> = {};
  for (const [uri, file] of files) documents[uri] = file.value;
  return {
    root: root.uri,
    documents,
    locate(uri, pointer) {
      const file = files.get(uri);
      if (file === undefined) return { file: displayName(root, uri), pointer, line: 0, column: 0 };
      return locationIn(file, pointer);
    },
  };
}
