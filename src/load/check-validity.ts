import type { Input } from '@asyncapi/parser';
import { formatPointer, readPointer } from '../contract/json-pointer.ts';
import type { Problem } from '../errors/problem.ts';
import type { Diagnostic } from './diagnostic.ts';
import { diagnosticText } from './diagnostic-text.ts';
import { localPath } from './local-path.ts';
import { locationIn, type ParsedFile } from './parsed-file.ts';
import { severityOf } from './severity.ts';
import { withoutEchoes } from './without-echoes.ts';

/** The parser takes 3 s for 1,000 messages; beyond this many characters it would take minutes. */
const MOST_CHARACTERS = 5_000_000;

/** Not ours to say: `show` and `mock` read every supported version alike. */
const NOISE = new Set(['asyncapi-latest-version']);

/**
 * Asks `@asyncapi/parser` whether the document is valid. It is loaded only now (0.5 s), and sees nothing but the
 * files that were read already: it would fetch remote `$ref`s, and read any local file.
 */
export async function checkValidity(
  root: ParsedFile,
  files: ReadonlyMap<string, ParsedFile>,
): Promise<Problem[]> {
  if (root.text.length > MOST_CHARACTERS) return [tooLarge(root)];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const byName = new Map([...files].map(([uri, file]) => [localPath(uri) ?? uri, file]));
  for (const diagnostic of withoutEchoes(await diagnosticsOf(root, byName))) {
    if (diagnostic.severity > 1 || NOISE.has(String(diagnostic.code))) continue;
    const problem = problemOf(diagnostic, root, byName);
    const key = `${problem.at.file}#${problem.at.pointer} ${problem.message}`;
    if (!seen.has(key)) problems.push(problem);
    seen.add(key);
  }
  return problems;
}

async function diagnosticsOf(
  root: ParsedFile,
  byName: ReadonlyMap<string, ParsedFile>,
): Promise<readonly Diagnostic[]> {
  const { Parser } = await import('@asyncapi/parser');
  // A resolver that throws or answers `undefined` would be passed over in favour of the network: it answers `{}`.
  const resolver = (schema: string) => ({
    schema,
    order: 1,
    canRead: true,
    read: (uri: { toString(): string }): string => {
      const file = byName.get(unescaped(uri.toString()));
      return file === undefined ? '{}' : JSON.stringify(file.value);
    },
  });
  const resolvers = ['file', 'http', 'https'].map(resolver);
  const parser = new Parser({
    ruleset: { core: true, recommended: false },
    __unstable: { resolver: { cache: false, resolvers } },
  });
  // The value, not the text: what is judged is what was read, whatever another YAML library would make of the text.
  const input: Input = JSON.stringify(root.value);
  const source = localPath(root.uri) ?? root.uri;
  return (await parser.validate(input, { source })) as readonly Diagnostic[];
}

/** The parser names local files by their paths, some percent-encoded, and all others by their URIs. */
function unescaped(name: string): string {
  if (/^[a-z][a-z0-9+.-]+:/i.test(name)) return localPath(name) ?? name;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function problemOf(
  diagnostic: Diagnostic,
  root: ParsedFile,
  byName: ReadonlyMap<string, ParsedFile>,
): Problem {
  const file =
    (diagnostic.source === undefined ? undefined : byName.get(unescaped(diagnostic.source))) ?? root;
  const code = String(diagnostic.code);
  const pointer = formatPointer(diagnostic.path);
  const { message, fix } = diagnosticText(code, diagnostic.message, diagnostic.path, (path) =>
    readPointer(file.value, formatPointer(path)),
  );
  return {
    severity: file === root ? severityOf(code, diagnostic.path, diagnostic.message, root.value) : 'warning',
    rule: code === 'invalid-ref' ? 'document.unresolved-ref' : `asyncapi:${code}`,
    message,
    at: locationIn(file, pointer),
    ...(fix === undefined ? {} : { fix }),
  };
}

function tooLarge(root: ParsedFile): Problem {
  return {
    severity: 'info',
    rule: 'asyncapi:not-checked',
    message:
      'The document is too large to be checked against the AsyncAPI specification; it is used as it is.',
    at: locationIn(root, ''),
    fix: 'Bundle less into it.',
  };
}
