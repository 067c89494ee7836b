import { enclosed, lineAt, pathParameters, withoutPythonComments } from './source-lines.ts';
import type { QueryValue, Route, SourceText } from './surroundings.ts';

/** Examples by the annotation of a parameter; anything else takes a 1, which is a text, too. */
const EXAMPLES: readonly (readonly [RegExp, string])[] = [
  [/\bUUID\b/, '3b1f6a52-0d1e-4c55-9d0c-6c1f8b0f9e77'],
  [/\bbool\b/, 'true'],
];

/** What an argument is when it is no query parameter: given by FastAPI, or read elsewhere. */
const NOT_QUERY =
  /\b(WebSocket|Request|HTTPConnection|Depends|Security|Cookie|Header|Path|BackgroundTasks)\b/;

/**
 * The WebSocket routes of FastAPI and Starlette, with the prefixes of their routers. Only what stands there as a
 * literal is read; a route whose address is computed is left out.
 */
export function pythonRoutes(sources: readonly SourceText[]): readonly Route[] {
  const files = sources.map(({ path, text }) => ({ path, text: withoutPythonComments(text) }));
  const routes = files.flatMap((file) =>
    declarations(file).flatMap(({ owner, address, at, signature }) =>
      prefixesOf(owner, file, files).map((prefix) => routeOf(`${prefix}${address}`, signature, at)),
    ),
  );
  const seen = new Set<string>();
  return routes.filter(({ address }) => !seen.has(address) && seen.add(address));
}

interface Declaration {
  /** The variable: `app`, `router`. */
  readonly owner: string;
  readonly address: string;
  readonly at: string;
  /** What stands between the parentheses of the function. */
  readonly signature: string;
}

function declarations({ path, text }: SourceText): Declaration[] {
  const decorated = [...text.matchAll(/@(\w+)\.websocket(?:_route)?\(\s*(["'])(.*?)\2/g)].map((match) => ({
    match,
    owner: match[1] ?? '',
    address: match[3] ?? '',
    signature: signatureAfter(text, match.index),
  }));
  const added = [
    ...text.matchAll(/(\w+)\.add_(?:api_)?websocket_route\(\s*(["'])(.*?)\2\s*,\s*([\w.]+)/g),
  ].map((match) => ({
    match,
    owner: match[1] ?? '',
    address: match[3] ?? '',
    signature: signatureOf(text, match[4] ?? ''),
  }));
  const listed = [...text.matchAll(/\bWebSocketRoute\(\s*(["'])(.*?)\1/g)].map((match) => ({
    match,
    owner: '',
    address: match[2] ?? '',
    signature: '',
  }));
  return [...decorated, ...added, ...listed]
    .sort((a, b) => a.match.index - b.match.index)
    .filter(({ address }) => address === '' || address.startsWith('/'))
    .map(({ match, ...found }) => ({ ...found, at: `${path}:${lineAt(text, match.index)}` }));
}

function signatureAfter(text: string, from: number): string {
  const start = /\bdef\s+\w+\s*\(/g;
  start.lastIndex = from;
  const found = start.exec(text);
  return found === null ? '' : enclosed(text, start.lastIndex);
}

function signatureOf(text: string, name: string): string {
  const found = new RegExp(`\\bdef\\s+${name.replace(/\W/g, '\\$&')}\\s*\\(`).exec(text);
  return found === null ? '' : enclosed(text, found.index + found[0].length);
}

function routeOf(address: string, signature: string, at: string): Route {
  const plain = address.replaceAll(/\{(\w+):\w+\}/g, '{$1}').replace(/\/{2,}/g, '/') || '/';
  const names = pathParameters(plain);
  const args = argumentsOf(signature);
  return {
    address: plain,
    parameters: names.map((name) => ({ name, example: exampleFor(args.find((arg) => arg.name === name)) })),
    query: args.filter(({ name, text }) => !names.includes(name) && isQuery(text)).map(queryValue),
    at,
  };
}

interface Argument {
  readonly name: string;
  /** All of it: `token: str = Query(...)`. */
  readonly text: string;
}

function argumentsOf(signature: string): Argument[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const letter of signature) {
    if ('([{'.includes(letter)) depth += 1;
    if (')]}'.includes(letter)) depth -= 1;
    if (letter === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.flatMap((part) => {
    const name = /^\s*(\w+)\s*(?=[:=])/.exec(part)?.[1];
    return name === undefined ? [] : [{ name, text: part.trim() }];
  });
}

/** A plain type, or one that says Query: those FastAPI reads from the query. */
function isQuery(text: string): boolean {
  if (NOT_QUERY.test(text)) return false;
  return /\bQuery\b/.test(text) || /:\s*(?:Optional\[)?(?:str|int|float|bool|UUID)\b/.test(text);
}

function queryValue(argument: Argument): QueryValue {
  const value = /=\s*(?!=)(.*)$/s.exec(
    argument.text.replace(/^[^=]*\bAnnotated\[.*?\](?=\s*(=|$))/s, ''),
  )?.[1];
  const required =
    value === undefined || /^Query\(\s*(\.\.\.|\w+\s*=|\))/.test(value.replace(/\bdefault\s*=\s*/, ''));
  return { name: argument.name, example: exampleFor(argument), required };
}

function exampleFor(argument: Argument | undefined): string {
  return EXAMPLES.find(([type]) => type.test(argument?.text ?? ''))?.[1] ?? '1';
}

/** What the routers around `owner` put before its addresses; one entry for each place where it is included. */
function prefixesOf(owner: string, file: SourceText, files: readonly SourceText[]): readonly string[] {
  const own = new RegExp(`\\b${owner}\\s*(?::[^=]+)?=\\s*(?:fastapi\\.)?APIRouter\\(([^)]*)\\)`).exec(
    file.text,
  )?.[1];
  if (owner === '' || own === undefined) return [''];
  const before = prefixIn(own);
  const module = (file.path.split('/').at(-1) ?? '').replace(/\.py$/, '');
  const folder = file.path.split('/').at(-2) ?? '';
  const included = files.flatMap(({ path, text }) =>
    [...text.matchAll(/(\w+)\.include_router\(\s*([\w.]+)\s*([^)]*)\)/g)]
      .filter(([, , what = '']) =>
        path === file.path
          ? what === owner
          : refersTo(what, text, { owner, module: module === '__init__' ? folder : module }),
      )
      .flatMap(([, outer = '', , rest = '']) =>
        // A router in a router has prefixes of its own; one that includes itself has none.
        (path === file.path && outer === owner ? [''] : prefixesOf(outer, { path, text }, files)).map(
          (outermost) => `${outermost}${prefixIn(rest)}`,
        ),
      ),
  );
  return (included.length === 0 ? [''] : included).map((outer) => `${outer}${before}`);
}

function prefixIn(args: string): string {
  return /\bprefix\s*=\s*(["'])(.*?)\1/.exec(args)?.[2] ?? '';
}

/** Does `what`, in a file of that text, mean the variable `owner` of the module? */
function refersTo(
  what: string,
  text: string,
  { owner, module }: { readonly owner: string; readonly module: string },
): boolean {
  if (what === `${module}.${owner}` || what.endsWith(`.${module}.${owner}`)) return true;
  const imports = [...text.matchAll(/from\s+([\w.]+)\s+import\s+(\([^)]*\)|[^\n]+)/g)];
  return imports.some(([, from = '', names = '']) =>
    names
      .replace(/[()]/g, '')
      .split(',')
      .some((name) => {
        const [, original = '', alias = original] = /^\s*(\w+)(?:\s+as\s+(\w+))?/.exec(name) ?? [];
        const isModule = original === module && what === `${alias}.${owner}`;
        return isModule || (from.split('.').at(-1) === module && original === owner && alias === what);
      }),
  );
}
