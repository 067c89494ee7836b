import { formatPointer, readPointer } from '../contract/json-pointer.ts';
import type { Problem } from '../errors/problem.ts';
import type { Diagnostic } from './diagnostic.ts';
import { diagnosticText } from './diagnostic-text.ts';
import { localPath } from './local-path.ts';
import { locationIn, type ParsedFile } from './parsed-file.ts';
import { severityOf } from './severity.ts';
import { askParser } from './validity/ask-parser.ts';
import { parserFileName } from './validity/parser-file-name.ts';
import { withoutEchoes } from './without-echoes.ts';

/** The parser takes 3 s for 1,000 messages; beyond this many characters it would take minutes. */
const MOST_CHARACTERS = 5_000_000;

/** Not ours to say: `show` and `mock` read every supported version alike. */
const NOISE = new Set(['asyncapi-latest-version']);

/** Asks `@asyncapi/parser` whether the document is valid. It sees nothing but the files that were read already. */
export async function checkValidity(
  root: ParsedFile,
  files: ReadonlyMap<string, ParsedFile>,
): Promise<Problem[]> {
  if (root.text.length > MOST_CHARACTERS) return [tooLarge(root)];
  const byName = new Map([...files].map(([uri, file]) => [localPath(uri) ?? uri, file]));
  const answer = await askParser({
    text: JSON.stringify(root.value),
    source: localPath(root.uri) ?? root.uri,
    files: [...byName].map(([name, { value }]) => [name, JSON.stringify(value)]),
  });
  if (answer === undefined) return [tooLarge(root)];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const diagnostic of withoutEchoes(answer)) {
    if (diagnostic.severity > 1 || NOISE.has(String(diagnostic.code))) continue;
    if (isAboutUnread(diagnostic, byName)) continue;
    const problem = problemOf(diagnostic, root, byName);
    const key = `${problem.at.file}#${problem.at.pointer} ${problem.message}`;
    if (!seen.has(key)) problems.push(problem);
    seen.add(key);
  }
  return problems;
}

/** What could not be read was reported where it is referred to; the parser finds nothing in the stand-in. */
function isAboutUnread({ code, message }: Diagnostic, byName: ReadonlyMap<string, ParsedFile>): boolean {
  const file = code === 'invalid-ref' ? /does not exist @ '(.+)'$/.exec(message)?.[1] : undefined;
  return file !== undefined && !byName.has(parserFileName(file));
}

function problemOf(
  diagnostic: Diagnostic,
  root: ParsedFile,
  byName: ReadonlyMap<string, ParsedFile>,
): Problem {
  const file =
    (diagnostic.source === undefined ? undefined : byName.get(parserFileName(diagnostic.source))) ?? root;
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
