import { isJsonObject, type Json } from '../contract/json.ts';

/** What kind of slip a diagnostic of `@asyncapi/parser` speaks of, as far as it can be told from its words. */
export type SlipKind = 'required' | 'type' | 'value' | 'unexpected' | 'other';

export function slipKind(message: string): SlipKind {
  if (/must have required property/.test(message)) return 'required';
  if (/(property type must be|^Object must be|^must be|must be (an )?(object|array|string))/.test(message))
    return 'type';
  if (/must be equal to (one of|constant)/.test(message)) return 'value';
  if (/is not expected to be here/.test(message)) return 'unexpected';
  return 'other';
}

/**
 * Where a slip leaves nothing to compile. `*` is any key. Everything that is not in this table is a warning, but for
 * `channels` that are not there (no word of `info` changes what is mocked or verified): `compile`
 * reads documents with a lenient eye (a `url` in AsyncAPI 3, a channel named by plain text) and reports what it cannot
 * do without (a `$ref` that points to nothing, an operation without a channel) itself.
 */
const STRUCTURE: readonly { readonly kinds: readonly SlipKind[]; readonly places: readonly string[] }[] = [
  { kinds: ['type'], places: [''] },
  { kinds: ['type'], places: ['/servers', '/channels', '/operations', '/components'] },
  { kinds: ['type'], places: ['/servers/*', '/channels/*', '/operations/*'] },
  { kinds: ['type'], places: ['/channels/*/address', '/channels/*/parameters', '/channels/*/messages'] },
  { kinds: ['type'], places: ['/channels/*/publish', '/channels/*/subscribe'] },
];

/** Rules of the parser that judge the shape of the document; all others judge what it says. */
const SHAPE_RULES = new Set(['asyncapi-document-resolved', 'asyncapi-document-unresolved']);

const OURS = new Set(['ws', 'wss', 'http', 'https']);

/**
 * Is this diagnostic one that refuses the document? Only what touches the contract does: the shape of the places in
 * `STRUCTURE` is broken (something is missing, or of another type). Additional properties never refuse, and neither does
 * a server of a protocol that Countersign does not speak.
 */
export function severityOf(
  code: string,
  path: readonly (string | number)[],
  message: string,
  document: Json,
): 'error' | 'warning' {
  const kind = slipKind(message);
  if (!SHAPE_RULES.has(code)) return 'warning';
  if (isForeignServer(path, document)) return 'warning';
  const row = STRUCTURE.some(
    ({ kinds, places }) => kinds.includes(kind) && places.some((place) => matches(place, path)),
  );
  return row || (path.length === 0 && /must have required property "channels"/.test(message))
    ? 'error'
    : 'warning';
}

function matches(pattern: string, path: readonly (string | number)[]): boolean {
  const tokens = pattern === '' ? [] : pattern.slice(1).split('/');
  return (
    tokens.length === path.length && tokens.every((token, i) => token === '*' || token === String(path[i]))
  );
}

function isForeignServer(path: readonly (string | number)[], document: Json): boolean {
  if (path[0] !== 'servers' || path[1] === undefined || !isJsonObject(document)) return false;
  const { servers } = document;
  const server = isJsonObject(servers) ? servers[path[1]] : undefined;
  const protocol = isJsonObject(server) ? server.protocol : undefined;
  return typeof protocol === 'string' && !OURS.has(protocol.toLowerCase());
}
