import type { DOCS_OPTIONS } from './docs-options.ts';
import type { GENERATE_OPTIONS } from './generate-options.ts';
import type { INIT_OPTIONS } from './init-options.ts';
import type { OptionValues } from './option.ts';
import type {
  COMMON_OPTIONS,
  DIAGNOSE_OPTIONS,
  DOCUMENT_OPTIONS,
  LINT_OPTIONS,
  MOCK_OPTIONS,
  SHOW_OPTIONS,
  VERIFY_OPTIONS,
} from './options.ts';

type Tables = {
  mock: typeof MOCK_OPTIONS;
  verify: typeof VERIFY_OPTIONS;
  diagnose: typeof DIAGNOSE_OPTIONS;
  lint: typeof LINT_OPTIONS;
  show: typeof SHOW_OPTIONS;
  docs: typeof DOCS_OPTIONS;
  generate: typeof GENERATE_OPTIONS;
  init: typeof INIT_OPTIONS;
  completions: object;
};

export type CommandName = keyof Tables;

/** They read no document. */
type Documentless = 'init' | 'completions';

/** What a command is run with. `options` has a value for every option of the command, defaults filled in. */
export interface ParsedArgs<Command extends CommandName = CommandName> {
  readonly command: Command;
  /** A path, a URL, or `-` for standard input; for `diagnose` the WebSocket's URL. `''` where the command can do without one. */
  readonly document: string;
  /** What it is to make, for a command that makes several things. */
  readonly kind?: string;
  /** The options that the command line itself names; the others have their defaults. */
  readonly given: readonly string[];
  readonly options: OptionValues<
    typeof COMMON_OPTIONS &
      (Command extends Documentless ? unknown : typeof DOCUMENT_OPTIONS) &
      Tables[Command]
  >;
}

/** The same as a union, so that a `switch` over `command` knows the options. */
export type AnyParsedArgs = { [Command in CommandName]: ParsedArgs<Command> }[CommandName];

/** Of the commands that read a document. */
export type AnyDocumentArgs = Exclude<AnyParsedArgs, { readonly command: Documentless }>;
