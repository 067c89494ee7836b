/** `session_start`, `session.start`, `SessionStart` → `SessionStart`; `''` where nothing of it can stand in a name. */
export function pascalCase(name: string): string {
  return words(name)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
    .replace(/^(?=\p{N})/u, '_');
}

/** `session_start` → `sessionStart`. */
export function camelCase(name: string): string {
  const pascal = pascalCase(name);
  // `OHLCMessage` → `ohlcMessage`
  return pascal.replace(/^(?:\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}+)/u, (head) => head.toLowerCase());
}

function words(name: string): readonly string[] {
  return name
    .normalize('NFC')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Hands out names, each once. */
export interface Names {
  /** The first of these that is free, else the first one with a number behind it. */
  take(...wanted: readonly string[]): string;
}

export function createNames(): Names {
  const taken = new Set(GLOBALS);
  return {
    take(...wanted) {
      const [first = 'Type'] = wanted.filter((name) => name !== '');
      let name = wanted.find((one) => one !== '' && !taken.has(one));
      for (let number = 2; name === undefined; number += 1) {
        if (!taken.has(`${first}${number}`)) name = `${first}${number}`;
      }
      taken.add(name);
      return name;
    },
  };
}

/** What a reader takes for a type of the language or of the browser, and what the generated files call their own. */
const GLOBALS: readonly string[] = [
  ...[
    'Array',
    'ArrayBuffer',
    'AsyncIterable',
    'AsyncIterator',
    'Awaited',
    'BigInt',
    'Boolean',
    'Buffer',
    'DataView',
  ],
  ...[
    'Date',
    'Error',
    'Exclude',
    'Extract',
    'Function',
    'Generator',
    'Infinity',
    'Intl',
    'Iterable',
    'Iterator',
  ],
  ...[
    'JSON',
    'Map',
    'Math',
    'NaN',
    'NonNullable',
    'Number',
    'Object',
    'Omit',
    'Partial',
    'Parameters',
    'Pick',
  ],
  ...[
    'Promise',
    'PromiseLike',
    'Proxy',
    'RangeError',
    'Readonly',
    'ReadonlyArray',
    'Record',
    'Reflect',
    'RegExp',
  ],
  ...[
    'Required',
    'ReturnType',
    'Set',
    'String',
    'Symbol',
    'SyntaxError',
    'TypeError',
    'Uint8Array',
    'WeakMap',
  ],
  ...[
    'AbortController',
    'AbortSignal',
    'Animation',
    'Attr',
    'Audio',
    'Blob',
    'Cache',
    'Client',
    'CloseEvent',
  ],
  ...[
    'Comment',
    'Crypto',
    'Document',
    'Element',
    'ErrorEvent',
    'Event',
    'EventSource',
    'EventTarget',
    'File',
  ],
  ...[
    'FormData',
    'Headers',
    'History',
    'Image',
    'Location',
    'Lock',
    'MessageEvent',
    'MessageChannel',
    'Navigator',
  ],
  ...['Node', 'Notification', 'Option', 'Performance', 'Plugin', 'Position', 'Range', 'Report', 'Request'],
  ...['Response', 'Screen', 'Selection', 'Storage', 'Text', 'Touch', 'URL', 'URLSearchParams', 'WebSocket'],
  ...['Window', 'Worker'],
  // What the generated files declare or import themselves.
  ...[
    'ConnectOptions',
    'Contract',
    'Credential',
    'EndpointClient',
    'EndpointTable',
    'ReceivedOf',
    'ReconnectOptions',
  ],
  ...['ReconnectingWebSocket', 'ReplyTable', 'Waiting', 'AsyncGenerator', 'TextEncoder'],
];
