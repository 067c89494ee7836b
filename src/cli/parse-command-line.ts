import { parseArgs } from 'node:util';
import { CountersignError } from '../errors/countersign-error.ts';
import { didYouMean } from '../errors/suggest.ts';
import { COMMAND_NAMES, COMMANDS, type CommandSpec } from './commands.ts';
import type { OptionTable } from './option.ts';
import { parseValue } from './parse-value.ts';
import type { AnyParsedArgs, CommandName } from './parsed-args.ts';

export type CommandLine =
  /** Without a command: the map of them all. */
  | { readonly kind: 'help'; readonly command?: CommandName }
  | { readonly kind: 'version' }
  | { readonly kind: 'run'; readonly args: AnyParsedArgs };

/**
 * @param argv what stands after `countersign`.
 * @throws CountersignError `cli.*`, with a near miss and how to write it right.
 */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const [first, ...rest] = argv;
  if (first === undefined || first === '--help' || first === '-h') return { kind: 'help' };
  if (first === '--version' || first === '-V') return { kind: 'version' };
  if (first === 'help') return rest[0] === undefined ? { kind: 'help' } : help(rest[0]);
  if (first.startsWith('-') && first !== '-') {
    throw new CountersignError('cli.unknown-option', `${first} stands before any command.`, {
      fix: `Write the command first: countersign ${COMMAND_NAMES.join('|')} <document> ${first}`,
    });
  }
  return parseCommand(commandNamed(first), rest);
}

function help(word: string): CommandLine {
  return { kind: 'help', command: commandNamed(word) };
}

function commandNamed(word: string): CommandName {
  const command = COMMAND_NAMES.find((name) => name === word);
  if (command !== undefined) return command;
  const looksLikeDocument = /\.(ya?ml|json)$|^https?:|^-$/i.test(word);
  throw new CountersignError(
    'cli.unknown-command',
    `There is no command "${word}".${didYouMean(word, COMMAND_NAMES)}`,
    {
      fix: looksLikeDocument
        ? `The command comes first: countersign show ${word}`
        : `The commands are ${COMMAND_NAMES.join(', ')}. countersign --help says what each does.`,
    },
  );
}

function parseCommand(command: CommandName, argv: readonly string[]): CommandLine {
  const spec = COMMANDS[command];
  const { options, positionals: words, given } = readTokens(command, spec.options, argv);
  if (options.help === true) return { kind: 'help', command };
  const named = spec.kinds === undefined ? {} : { kind: kindNamed(command, spec, words[0]) };
  const positionals = spec.kinds === undefined ? words : words.slice(1);
  checkArguments(command, spec, options, positionals);
  // The table is what both the values and their types were made of; the compiler cannot follow a loop over it.
  const args = {
    command,
    document: positionals[0] ?? '',
    ...named,
    given,
    options,
  } as unknown as AnyParsedArgs;
  return { kind: 'run', args };
}

type Values = Record<string, string | number | boolean | (string | number)[] | undefined>;

function readTokens(
  command: CommandName,
  table: OptionTable,
  argv: readonly string[],
): { options: Values; positionals: string[]; given: string[] } {
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(table).map(([name, { type, short }]) => [
        name,
        { type: type === 'boolean' ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) },
      ]),
    ),
  });
  const options = defaults(table);
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind === 'option') setOption(command, table, options, token);
  }
  const given = tokens.flatMap((token) => (token.kind === 'option' ? [token.name.replace(/^no-/, '')] : []));
  return { options, positionals, given };
}

function defaults(table: OptionTable): Values {
  const values: Values = {};
  for (const [name, spec] of Object.entries(table)) {
    if (spec.list) values[name] = [];
    else if (spec.type === 'boolean') values[name] = spec.default === 'true';
    else values[name] = spec.default === undefined ? undefined : parseValue(name, spec, spec.default);
  }
  return values;
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function setOption(command: CommandName, table: OptionTable, options: Values, token: OptionToken): void {
  const { name, value, rawName } = token;
  const spec = Object.hasOwn(table, name) ? table[name] : undefined;
  if (spec?.type === 'boolean') {
    if (value !== undefined) {
      throw new CountersignError('cli.bad-value', `${rawName} takes no value, and got "${value}".`, {
        fix: `Write ${rawName} to switch it on, --no-${name} to switch it off.`,
      });
    }
    options[name] = true;
    return;
  }
  if (spec !== undefined) {
    if (value === undefined || (!token.inlineValue && /^-./.test(value))) {
      throw new CountersignError('cli.bad-value', `${rawName} needs a value, and got none.`, {
        fix: `Write for example ${rawName} ${spec.example ?? spec.choices?.[0] ?? spec.default}.`,
      });
    }
    const parsed = parseValue(name, spec, value);
    const list = options[name];
    if (Array.isArray(list)) list.push(parsed);
    else options[name] = parsed;
    return;
  }
  const positive = name.replace(/^no-/, '');
  if (positive !== name && Object.hasOwn(table, positive) && table[positive]?.type === 'boolean') {
    options[positive] = false;
    return;
  }
  const near = didYouMean(
    rawName,
    Object.keys(table).map((known) => `--${known}`),
  );
  const verb = `countersign ${command}`;
  throw new CountersignError('cli.unknown-option', `${verb} has no option ${rawName}.${near}`, {
    fix: `${verb} --help lists its options.`,
  });
}

/** @throws CountersignError `cli.missing-argument`, `cli.bad-value` */
function kindNamed(
  command: CommandName,
  { kinds = [], examples }: CommandSpec,
  word: string | undefined,
): string {
  const kind = kinds.find((known) => known === word);
  if (kind !== undefined) return kind;
  const [example] = examples[0] ?? ['countersign --help'];
  if (word === undefined)
    throw new CountersignError(
      'cli.missing-argument',
      `countersign ${command} needs what to make: ${kinds.join(', ')}.`,
      {
        fix: `Write for example ${example}`,
      },
    );
  throw new CountersignError(
    'cli.bad-value',
    `countersign ${command} makes no "${word}".${didYouMean(word, kinds)}`,
    {
      fix: `It makes ${kinds.join(', ')}: ${example}`,
    },
  );
}

function checkArguments(
  command: CommandName,
  spec: CommandSpec,
  options: Values,
  positionals: readonly string[],
): void {
  const [example] = spec.examples[0] ?? ['countersign --help'];
  if (spec.argument === 'none' && positionals.length > 0)
    throw new CountersignError(
      'cli.bad-value',
      `countersign ${command} takes no document, and got ${positionals.join(', ')}.`,
      { fix: `Write for example ${example}` },
    );
  const optional =
    spec.argument === 'none' ||
    spec.documentElsewhere === true ||
    (spec.documentUnless !== undefined && options[spec.documentUnless] !== undefined);
  if (positionals.length === 0 && !optional) {
    const [what, how] =
      spec.argument === 'url'
        ? ['the URL of a WebSocket', 'Give it, or a pasted --message']
        : ['a document', 'Name a file, a URL, or - for standard input'];
    throw new CountersignError('cli.missing-argument', `countersign ${command} needs ${what}.`, {
      fix: `${how}: ${example}`,
    });
  }
  if (positionals.length > 1) {
    throw new CountersignError(
      'cli.bad-value',
      `countersign ${command} takes one ${spec.argument === 'url' ? 'URL' : 'document'}, and got ${positionals.length}: ${positionals.join(', ')}.`,
      { fix: `Run it once for each: ${example}` },
    );
  }
  for (const name of spec.required ?? []) {
    const value = options[name];
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) continue;
    const option = spec.options[name];
    throw new CountersignError('cli.missing-argument', `countersign ${command} needs --${name}.`, {
      fix: `Write for example --${name} ${option?.example ?? option?.default}.`,
    });
  }
}
