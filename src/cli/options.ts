/** Of every command. */
export const COMMON_OPTIONS = {
  help: { type: 'boolean', short: 'h', group: 'Other', help: 'Show this help.' },
} as const;

/** Of every command that reads a document. */
export const DOCUMENT_OPTIONS = {
  perspective: {
    type: 'string',
    choices: ['auto', 'server', 'client'],
    default: 'auto',
    group: 'Document',
    help: 'Whose view the document describes: server, client, or auto.',
    details:
      'An AsyncAPI action is what the described application does. auto judges by replies, titles, message names and security, and says why.',
  },
  overlay: {
    type: 'string',
    list: true,
    placeholder: 'file',
    example: 'local.overlay.yaml',
    group: 'Document',
    help: 'Change the document by an OpenAPI Overlay 1.0 file. Repeatable.',
    details: 'For a document that one does not own: its actions add, replace or remove what they target.',
  },
  'allow-remote': {
    type: 'boolean',
    group: 'Document',
    help: 'Fetch what $refs to http and https URLs point to.',
    details:
      'Without it nothing is fetched but the document itself, and what lies beside it on the same host.',
  },
  cache: {
    type: 'boolean',
    default: 'true',
    group: 'Document',
    help: 'Compile the document anew, and keep nothing of it.',
    details:
      "What a document compiles to is kept in node_modules/.cache/countersign of its project, or in the user's cache folder, until one of its files changes.",
  },
} as const;

export const MOCK_OPTIONS = {
  port: {
    type: 'integer',
    short: 'p',
    placeholder: 'port',
    default: '4600',
    range: [0, 65535],
    example: '8080',
    group: 'Server',
    help: 'Port to listen on; 0 takes a free one.',
  },
  host: {
    type: 'string',
    placeholder: 'address',
    default: '127.0.0.1',
    example: '0.0.0.0',
    group: 'Server',
    help: 'Address to listen on; 0.0.0.0 is every network of this machine.',
  },
  tls: {
    type: 'boolean',
    group: 'Server',
    help: 'Serve wss and https; with a certificate for localhost that is made and kept, or with yours.',
  },
  cert: {
    type: 'string',
    placeholder: 'file',
    example: 'cert.pem',
    group: 'Server',
    help: 'The certificate for --tls, PEM.',
  },
  key: {
    type: 'string',
    placeholder: 'file',
    example: 'key.pem',
    group: 'Server',
    help: 'Its private key, PEM.',
  },
  deflate: {
    type: 'boolean',
    group: 'Server',
    help: 'Offer permessage-deflate (RFC 7692) everywhere, not only where the document declares it.',
  },
  watch: {
    type: 'boolean',
    default: 'true',
    group: 'Server',
    help: 'Do not follow the document, its files and the handlers when they change.',
    details:
      'The mock follows them: connections stay where the contract of their endpoint did not change, the others are closed with 1012. What cannot be read leaves the last good one serving.',
  },
  verify: {
    type: 'boolean',
    group: 'Server',
    help: 'Hold the running mock to its own document, print the report, go on.',
  },
  log: {
    type: 'string',
    choices: ['pretty', 'json', 'quiet'],
    default: 'pretty',
    group: 'Server',
    help: 'How traffic is written: for people, as JSON lines, or not at all.',
  },
  handlers: {
    type: 'string',
    placeholder: 'file',
    example: 'mock.ts',
    group: 'Behaviour',
    help: 'TypeScript or JavaScript that deals with some messages itself: export default defineMock({ … }).',
  },
  strict: {
    type: 'boolean',
    group: 'Behaviour',
    help: 'What a handler says against the contract is not sent, only reported.',
  },
  push: {
    type: 'duration',
    placeholder: 'duration',
    choices: ['off'],
    default: '1s',
    example: '5s',
    group: 'Behaviour',
    help: 'Pause between messages that the document sets no time for, or off.',
  },
  seed: {
    type: 'integer',
    placeholder: 'number',
    default: '1',
    range: [0, 4294967295],
    example: '42',
    group: 'Behaviour',
    help: 'Seed of everything random. Equal seeds, equal messages.',
  },
  fault: {
    type: 'string',
    list: true,
    placeholder: 'name',
    example: 'no-reply',
    group: 'Behaviour',
    help: 'Break the contract on purpose, in a named way; "list" names them all. Repeatable.',
    details:
      'With parameters: close-4401-after-3, latency-500ms-jitter-200ms. At one endpoint: no-reply@voice. While the mock runs, /__countersign/faults switches them on and off.',
  },
  'allow-query-faults': {
    type: 'boolean',
    group: 'Behaviour',
    help: 'Let a client ask for faults on its own connection: ?__countersign=no-reply,latency-2s.',
  },
  scenario: {
    type: 'string',
    list: true,
    placeholder: 'name',
    example: 'happy_path',
    group: 'Behaviour',
    help: "Play the server's side of a scenario of the document to each new connection of its endpoint. Repeatable.",
  },
  patience: {
    type: 'duration',
    placeholder: 'duration',
    default: '5s',
    example: '30s',
    group: 'Behaviour',
    help: 'With --verify: how long to wait for what the mock sends by itself.',
  },
  config: {
    type: 'string',
    placeholder: 'file',
    example: 'countersign.config.ts',
    group: 'Other',
    help: 'The configuration. Default: countersign.config.ts, .mts, .js or .mjs in the working directory.',
  },
} as const;

export { VERIFY_OPTIONS } from './verify-options.ts';

export const DIAGNOSE_OPTIONS = {
  document: {
    type: 'string',
    short: 'd',
    placeholder: 'file',
    example: 'asyncapi.yaml',
    group: 'Handshake',
    help: 'The AsyncAPI document of this API: a file, a URL, or - for standard input.',
  },
  origin: {
    type: 'string',
    short: 'o',
    placeholder: 'origin',
    example: 'http://localhost:3000',
    group: 'Handshake',
    help: 'The Origin header to send, as the page would. Default: none, as scripts do.',
  },
  credential: {
    type: 'string',
    list: true,
    placeholder: 'scheme=value',
    example: 'token=@API_TOKEN',
    group: 'Handshake',
    help: 'A credential for a security scheme, without a document for a query parameter; scheme=@NAME reads it from the environment. Repeatable; never printed.',
  },
  header: {
    type: 'string',
    list: true,
    placeholder: "'name: value'",
    example: "'X-Api-Version: 2'",
    group: 'Handshake',
    help: 'A header to send with every handshake. Repeatable.',
  },
  subprotocol: {
    type: 'string',
    list: true,
    placeholder: 'name',
    example: 'graphql-transport-ws',
    group: 'Handshake',
    help: 'A subprotocol to offer. Repeatable, in the order of preference.',
  },
  insecure: {
    type: 'boolean',
    group: 'Handshake',
    help: 'Accept a TLS certificate that does not verify, and say so.',
  },
  timing: {
    type: 'boolean',
    group: 'Evidence',
    help: 'Where a 403 may be no route or a refusal: measure some 300 handshakes more. Only on this machine.',
    details:
      'A route that closes before it accepts answers at another pace than none. A difference proves a route; no difference proves nothing.',
  },
  watch: {
    type: 'boolean',
    group: 'Evidence',
    help: 'Stay connected and say what happens: a server that flaps, a token that expires. At a Countersign mock: who comes back without a pause. Ends with Ctrl+C.',
  },
  for: {
    type: 'duration',
    placeholder: 'duration',
    example: '30s',
    group: 'Evidence',
    help: 'With --watch: how long.',
  },
  message: {
    type: 'string',
    short: 'm',
    placeholder: 'text',
    example: '"Unexpected response code: 403"',
    group: 'Evidence',
    help: 'What a browser, a library or uvicorn printed. Without a URL nothing is connected to.',
  },
  json: {
    type: 'boolean',
    group: 'Report',
    help: 'The diagnosis as one JSON object.',
  },
} as const;

export const LINT_OPTIONS = {
  format: {
    type: 'string',
    choices: ['pretty', 'json', 'github', 'sarif'],
    default: 'pretty',
    group: 'Report',
    help: 'For people, as JSON, as annotations of a GitHub workflow, or as SARIF 2.1.0.',
  },
  'fail-on': {
    type: 'string',
    choices: ['error', 'warn'],
    default: 'error',
    group: 'Report',
    help: 'The mildest problem that makes the exit code 1.',
  },
  explain: {
    type: 'string',
    placeholder: 'rule',
    example: 'ambiguous-messages',
    group: 'Report',
    help: 'Explain one rule; needs no document. "list" names them all.',
  },
} as const;

export const SHOW_OPTIONS = {
  format: {
    type: 'string',
    choices: ['pretty', 'json'],
    default: 'pretty',
    group: 'Report',
    help: 'For people, or the contract itself as JSON.',
  },
  json: {
    type: 'boolean',
    group: 'Report',
    help: 'The same as --format json.',
  },
} as const;
