import { DOCS_OPTIONS } from './docs-options.ts';
import { GENERATE_OPTIONS } from './generate-options.ts';
import { INIT_OPTIONS } from './init-options.ts';
import type { OptionTable } from './option.ts';
import {
  COMMON_OPTIONS,
  DIAGNOSE_OPTIONS,
  DOCUMENT_OPTIONS,
  LINT_OPTIONS,
  MOCK_OPTIONS,
  SHOW_OPTIONS,
  VERIFY_OPTIONS,
} from './options.ts';
import type { CommandName } from './parsed-args.ts';

/** A command as the help and the parser know it; what it does is in `commands/<name>.ts`. */
export interface CommandSpec {
  /** One line, for the map of commands. */
  readonly summary: string;
  /** What it does, in two sentences. */
  readonly does: string;
  readonly options: OptionTable;
  /** Options that the command cannot do without, each with how to write it. */
  readonly required?: readonly string[];
  /** An option that makes the document unnecessary. */
  readonly documentUnless?: string;
  /** The configuration may name the document; the command says it when nobody does. */
  readonly documentElsewhere?: true;
  /** What it can make: the word before the document. */
  readonly kinds?: readonly string[];
  /** What each of them is, where there are many: a section of the help. */
  readonly kindHelp?: Readonly<Record<string, string>>;
  /** What the one argument is, where it is no document. */
  readonly argument?: 'url' | 'none';
  readonly examples: readonly (readonly [command: string, what: string])[];
  readonly exitCodes: readonly (readonly [code: number, meaning: string])[];
}

export const COMMANDS: Readonly<Record<CommandName, CommandSpec>> = {
  init: {
    summary: 'A first document, config, scripts and CI file',
    does: 'Looks around in the working directory (an AsyncAPI document, FastAPI, Node with ws, a frontend), asks what it cannot know, and writes what is missing: asyncapi.yaml, countersign.config.ts, scripts in package.json, a GitHub workflow. What is there is never overwritten.',
    argument: 'none',
    options: { ...INIT_OPTIONS, ...COMMON_OPTIONS },
    examples: [
      ['countersign init', 'look, ask, write'],
      ['countersign init --yes', 'ask nothing'],
      ['countersign init --dry-run', 'show what would be written'],
      ['countersign init --start "uvicorn app.main:app --port {port}"', 'and say how the backend is started'],
    ],
    exitCodes: [
      [0, 'written, or nothing was missing'],
      [2, 'the command line is wrong, or a file cannot be written; then none is'],
      [130, 'ended by the user; nothing was written'],
    ],
  },
  mock: {
    summary: 'A mock server that behaves as the document says',
    does: 'Serves every endpoint and HTTP companion of the document on one port: it accepts and refuses handshakes, answers requests and sends streams as the contract says. Ctrl+C ends it.',
    options: { ...MOCK_OPTIONS, ...DOCUMENT_OPTIONS, ...COMMON_OPTIONS },
    documentElsewhere: true,
    examples: [
      ['countersign mock asyncapi.yaml', 'on ws://127.0.0.1:4600'],
      [
        'countersign mock asyncapi.yaml --port 0 --verify',
        'on a free port; and prove that it keeps the contract',
      ],
      [
        'countersign mock asyncapi.yaml --handlers mock.ts',
        'with behaviour of your own, followed as you edit it',
      ],
      [
        'countersign mock asyncapi.yaml --fault no-reply',
        'how does my frontend take it when no reply comes?',
      ],
    ],
    exitCodes: [
      [0, 'stopped with Ctrl+C'],
      [2, 'the document or the command line is wrong, or the port is taken'],
    ],
  },
  verify: {
    summary: 'Hold a backend to the contract',
    does: 'Plans checks from the document, runs them against a real backend, and reports each promise as kept, broken or not observed. What the document does not promise is shown, and never fails.',
    options: { ...VERIFY_OPTIONS, ...DOCUMENT_OPTIONS, ...COMMON_OPTIONS },
    documentElsewhere: true,
    examples: [
      ['countersign verify asyncapi.yaml --target ws://127.0.0.1:8000', 'everything, in parallel'],
      [
        'countersign verify asyncapi.yaml -t ws://127.0.0.1:8000 --only origin',
        'one area, one check or one endpoint',
      ],
      [
        'countersign verify asyncapi.yaml -t wss://api.example.com --credential token=@API_TOKEN',
        'with a credential from the environment',
      ],
      [
        'countersign verify asyncapi.yaml --start "uvicorn app:app --port {port}"',
        'start the backend, and stop it in the end',
      ],
      [
        'countersign verify asyncapi.yaml -t ws://127.0.0.1:8000 --reporter github --reporter junit=out.xml',
        'in CI: annotations, and a file',
      ],
    ],
    exitCodes: [
      [0, 'the contract holds'],
      [1, 'it is broken'],
      [2, 'the document or the command line is wrong, or nothing could be judged'],
      [3, 'no TCP connection to the target succeeded'],
      [130, 'interrupted'],
    ],
  },
  diagnose: {
    summary: 'Why is this handshake refused?',
    does: 'Opens a WebSocket as a client does and, where that fails, asks the server what tells the possible causes apart: at most 25 handshakes, one after the other. Says the cause, how sure that is, and what to change. A document makes it surer.',
    argument: 'url',
    documentUnless: 'message',
    options: { ...DIAGNOSE_OPTIONS, ...DOCUMENT_OPTIONS, ...COMMON_OPTIONS },
    examples: [
      [
        'countersign diagnose ws://127.0.0.1:8000/ws --origin http://localhost:3000',
        'as the page of that origin would connect',
      ],
      [
        'countersign diagnose ws://127.0.0.1:8000/ws --document asyncapi.yaml',
        'knowing the right paths, origins, parameters and credentials',
      ],
      [
        'countersign diagnose --message "Unexpected response code: 403"',
        'what the browser or a library printed, without connecting',
      ],
    ],
    exitCodes: [
      [0, 'connected and sound'],
      [1, 'a cause was found'],
      [2, 'the document or the command line is wrong'],
      [3, 'no TCP connection succeeded; the cause is printed all the same'],
    ],
  },
  lint: {
    summary: 'Is the document itself a sound contract?',
    does: 'Looks for what makes a document a weak or contradictory contract: messages that cannot be told apart, examples that break their schema, promises said twice. Every problem has a line, a column and a fix.',
    options: { ...LINT_OPTIONS, ...DOCUMENT_OPTIONS, ...COMMON_OPTIONS },
    documentUnless: 'explain',
    examples: [
      ['countersign lint asyncapi.yaml', 'for people'],
      ['countersign lint asyncapi.yaml --format github --fail-on warn', 'in a GitHub workflow, and strictly'],
      ['countersign lint --explain list', 'the rules'],
    ],
    exitCodes: [
      [0, 'sound'],
      [1, 'errors were found'],
      [2, 'the document cannot be read, or the command line is wrong'],
    ],
  },
  show: {
    summary: 'The contract as Countersign understands it',
    does: "Prints servers, endpoints, handshake rules, messages, exchanges and streams, and whose view the document was read as. What is inferred, and not the document's own word, is marked.",
    options: { ...SHOW_OPTIONS, ...DOCUMENT_OPTIONS, ...COMMON_OPTIONS },
    examples: [
      ['countersign show asyncapi.yaml', 'for people'],
      ['countersign show asyncapi.yaml --json', 'the contract as data'],
      ['curl -s https://example.com/asyncapi.yaml | countersign show -', 'from standard input'],
    ],
    exitCodes: [
      [0, 'shown'],
      [2, 'the document cannot be read, or the command line is wrong'],
    ],
  },
  docs: {
    summary: 'Write the docs of the API: HTML and Markdown',
    does: 'Writes a static site that works from disk and offline, and Markdown beside it: a page for each endpoint with its handshake, quick starts, diagrams and a panel to try it; troubleshooting; the full reference. With the JSON report of a verify run, each operation says how it was last held to its contract. The same input gives the same bytes.',
    options: { ...DOCS_OPTIONS, ...DOCUMENT_OPTIONS, ...COMMON_OPTIONS },
    required: ['output'],
    examples: [
      ['countersign docs asyncapi.yaml -o site', 'then open site/index.html'],
      ['countersign docs asyncapi.yaml -o site --result run.json', 'with what verify found'],
    ],
    exitCodes: [
      [0, 'written'],
      [2, 'the document or the command line is wrong, or the folder cannot be written'],
    ],
  },
  generate: {
    summary: 'Write types, a client, handlers, tests from the document',
    does: 'Writes code from the contract, for frontends, mocks and tests. The same document gives the same files, which say where they come from; a file that countersign did not generate is never overwritten.',
    kinds: ['types', 'client', 'handlers', 'suite', 'contract', 'msw', 'validators', 'artillery'],
    kindHelp: {
      types: 'TypeScript of every message, and a union for each endpoint and direction',
      client: 'a typed WebSocket client that reconnects (by partysocket)',
      handlers:
        'typed handlers for countersign mock --handlers; yours once written, its types follow the document',
      suite: 'vitest tests of a backend, one for each case of the contract',
      contract: 'the compiled contract as JSON: a browser needs no parser for it',
      msw: 'handlers for MSW, with the contract; in a folder, set up for browser and Node',
      validators: 'the schemas as code, for a page whose content policy forbids eval',
      artillery:
        'a load test for Artillery, judged by the rules of the contract; its script is yours once written',
    },
    options: { ...GENERATE_OPTIONS, ...DOCUMENT_OPTIONS, ...COMMON_OPTIONS },
    examples: [
      ['countersign generate types asyncapi.yaml -o src/api.types.ts', 'a type for each message'],
      ['countersign generate client asyncapi.yaml -o src/api.client.ts', 'npm install partysocket, too'],
      ['countersign generate handlers asyncapi.yaml -o mock/handlers.ts', 'for countersign mock --handlers'],
      ['countersign generate suite asyncapi.yaml -o test/contract.test.ts', 'for vitest'],
      ['countersign generate msw asyncapi.yaml -o src/mocks/', 'for a browser, and for tests of a frontend'],
      ['countersign generate types asyncapi.yaml -o src/api.types.ts --check', 'in CI: is it up to date?'],
    ],
    exitCodes: [
      [0, 'written; with --check: up to date'],
      [1, 'with --check: not up to date'],
      [2, 'the document or the command line is wrong, or the file cannot be written'],
    ],
  },
  completions: {
    summary: 'Completion of commands and options for a shell',
    does: 'Prints the completion of countersign for bash, zsh or fish. The shell is to read it when it starts.',
    argument: 'none',
    kinds: ['bash', 'zsh', 'fish'],
    options: { ...COMMON_OPTIONS },
    examples: [
      ['countersign completions bash', 'eval "$(…)" of it in ~/.bashrc'],
      ['countersign completions zsh', 'eval "$(…)" of it in ~/.zshrc, behind compinit'],
      ['countersign completions fish', 'into ~/.config/fish/completions/countersign.fish, once'],
    ],
    exitCodes: [
      [0, 'printed'],
      [2, 'the command line is wrong'],
    ],
  },
};

export const COMMAND_NAMES: readonly CommandName[] = [
  'init',
  'mock',
  'verify',
  'diagnose',
  'lint',
  'show',
  'docs',
  'generate',
  'completions',
];
