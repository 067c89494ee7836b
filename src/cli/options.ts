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
    help: 'Break the contract on purpose, in a named way. Repeatable.',
  },
  patience: {
    type: 'duration',
    placeholder: 'duration',
    default: '5s',
    example: '30s',
    group: 'Behaviour',
    help: 'With --verify: how long to wait for what the mock sends by itself.',
  },
} as const;

export const VERIFY_OPTIONS = {
  target: {
    type: 'string',
    short: 't',
    list: true,
    placeholder: 'url',
    example: 'ws://127.0.0.1:8000',
    group: 'Target',
    help: 'Where the backend is, or server=url for one server. Repeatable.',
    details:
      'Replaces scheme and host of the servers of that protocol family, and the pathname unless it is /. HTTP companions use the same host.',
  },
  origin: {
    type: 'string',
    placeholder: 'origin',
    example: 'http://localhost:3000',
    group: 'Target',
    help: "The Origin header to send. Default: the first allowed, else the target's.",
  },
  credential: {
    type: 'string',
    list: true,
    placeholder: 'scheme=value',
    example: 'token=@API_TOKEN',
    group: 'Target',
    help: 'A credential for a security scheme; scheme=@NAME reads it from the environment. Repeatable; never printed.',
  },
  insecure: {
    type: 'boolean',
    group: 'Target',
    help: 'Accept a TLS certificate that does not verify.',
  },
  only: {
    type: 'string',
    list: true,
    placeholder: 'what',
    example: 'origin.foreign',
    group: 'Checks',
    help: 'Only this check, area or endpoint. Repeatable.',
  },
  skip: {
    type: 'string',
    list: true,
    placeholder: 'what',
    example: 'stream',
    group: 'Checks',
    help: 'Not this check, area or endpoint. Repeatable.',
  },
  seed: {
    type: 'integer',
    placeholder: 'number',
    default: '1',
    range: [0, 4294967295],
    example: '42',
    group: 'Checks',
    help: 'Seed of the payloads that are made up. Equal seeds, equal payloads.',
  },
  deadline: {
    type: 'duration',
    placeholder: 'duration',
    default: '10s',
    example: '30s',
    group: 'Time',
    help: 'How long a handshake or a reply may take, where the document is silent.',
  },
  patience: {
    type: 'duration',
    placeholder: 'duration',
    default: '5s',
    example: '30s',
    group: 'Time',
    help: 'How long to wait for what comes by itself: streams, keepalives.',
    details: 'A promise that needs longer is reported as not observed, with the time it needs.',
  },
  thorough: {
    type: 'boolean',
    group: 'Time',
    help: 'Wait as long as every promise needs.',
  },
  concurrency: {
    type: 'integer',
    placeholder: 'number',
    default: '8',
    range: [1, 256],
    example: '4',
    group: 'Time',
    help: 'How many conversations run at once.',
  },
  reporter: {
    type: 'string',
    choices: ['pretty', 'json'],
    default: 'pretty',
    group: 'Report',
    help: 'The form of the report on standard output.',
  },
  verbose: {
    type: 'boolean',
    short: 'v',
    group: 'Report',
    help: 'Show what passed, too, and the transcripts of what did not.',
  },
  'fail-on': {
    type: 'string',
    choices: ['fail', 'warn'],
    default: 'fail',
    group: 'Report',
    help: 'The mildest outcome that makes the exit code 1.',
  },
} as const;

export const LINT_OPTIONS = {
  format: {
    type: 'string',
    choices: ['pretty', 'json', 'github'],
    default: 'pretty',
    group: 'Report',
    help: 'For people, as JSON, or as annotations of a GitHub workflow.',
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
} as const;
