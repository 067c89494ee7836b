export type ErrorCode =
  | 'cli.unknown-command'
  | 'cli.unknown-option'
  | 'cli.bad-value'
  | 'cli.missing-argument'
  | 'document.not-found'
  | 'document.unreachable'
  | 'document.not-yaml'
  | 'document.not-asyncapi'
  | 'document.unsupported-version'
  | 'document.invalid'
  | 'document.unresolved-ref'
  | 'document.remote-ref'
  | 'document.no-websocket'
  | 'overlay.invalid'
  | 'overlay.no-match'
  | 'extension.invalid'
  | 'extension.unknown-name'
  | 'target.bad-url'
  | 'target.unreachable'
  | 'mock.port-in-use'
  | 'mock.unknown-fault'
  | 'mock.bad-fault'
  | 'mock.unknown-message'
  | 'mock.unknown-scenario'
  | 'mock.unknown-connection'
  | 'mock.invalid-handlers'
  | 'mock.bad-certificate'
  | 'contract.invalid'
  | 'contract.stale-validators'
  | 'baseline.invalid'
  | 'config.invalid'
  | 'backend.not-started'
  | 'report.not-written'
  | 'generate.not-written'
  | 'docs.not-written'
  | 'docs.bad-result'
  | 'docs.no-assets'
  | 'init.not-written'
  | 'internal.bug';

/**
 * Every error that Countersign can answer a user's mistake with.
 * `docs/reference/errors.md` has one section per code; a test holds the two sets equal.
 */
export const ERROR_CODES: Readonly<Record<ErrorCode, string>> = {
  'cli.unknown-command': 'The first word is no command of Countersign.',
  'cli.unknown-option': 'An option that this command does not have.',
  'cli.bad-value': 'An option has a value that it cannot take.',
  'cli.missing-argument': 'A command lacks an argument that it cannot do without.',
  'document.not-found': 'There is no file at that path, or it cannot be read.',
  'document.unreachable': 'The document could not be fetched from its URL.',
  'document.not-yaml': 'The text is neither YAML nor JSON.',
  'document.not-asyncapi': 'The document is readable, but it is not an AsyncAPI document.',
  'document.unsupported-version': 'The AsyncAPI version is not one that Countersign reads.',
  'document.invalid': 'The document breaks the AsyncAPI specification where it matters for the contract.',
  'document.unresolved-ref': 'A `$ref` points to nothing.',
  'document.remote-ref': 'A `$ref` points to the network, and that was not allowed.',
  'document.no-websocket': 'The document describes no WebSocket endpoint and no HTTP companion.',
  'overlay.invalid': 'A file given to --overlay breaks the OpenAPI Overlay specification.',
  'overlay.no-match': 'An action of an overlay has a target that matches nothing in the document.',
  'extension.invalid': 'An `x-countersign` object breaks its schema.',
  'extension.unknown-name': 'An `x-countersign` object names a message or operation that does not exist.',
  'target.bad-url': 'The target is not a ws://, wss://, http:// or https:// URL.',
  'target.unreachable': 'No TCP connection to the target succeeded.',
  'mock.port-in-use': 'Another process listens on the port that the mock was given.',
  'mock.unknown-fault': 'There is no fault of that name.',
  'mock.bad-fault':
    'A fault has a parameter that it cannot take, or is to be committed where there is nothing.',
  'mock.unknown-message': 'The contract has no message of that name at that endpoint.',
  'mock.unknown-scenario': 'The contract has no scenario of that name that a mock can play.',
  'mock.unknown-connection': 'No connection of that number is open.',
  'mock.invalid-handlers':
    'The file of --handlers cannot be loaded, or handles what the contract does not have.',
  'mock.bad-certificate':
    'The certificate or the key for --tls cannot be read, or they do not belong together.',
  'contract.invalid': 'What was given as a compiled contract is none, or one of another version.',
  'contract.stale-validators':
    'The generated validators were made of another contract than the one they are given with.',
  'baseline.invalid': 'The file of --baseline is not there, or it is no baseline.',
  'config.invalid': 'The configuration cannot be loaded, or has a key or a value that it cannot have.',
  'backend.not-started': 'The backend that --start runs ended, or was not ready in its time.',
  'report.not-written': 'A report cannot be written to the file that was named for it.',
  'generate.not-written': 'A generated file cannot be written, or would overwrite one that is not generated.',
  'docs.not-written': 'The docs cannot be written into that folder.',
  'docs.bad-result': 'The file of `--result` is no JSON report of `countersign verify`.',
  'docs.no-assets': 'The files that every docs site needs are missing from the installation.',
  'init.not-written': 'A file of `countersign init` cannot be written; then none is.',
  'internal.bug': 'Countersign itself is at fault.',
};
