import { COMMAND_NAMES, COMMANDS } from './commands.ts';
import type { OptionSpec } from './option.ts';
import type { CommandName } from './parsed-args.ts';
import { wrap } from './wrap.ts';

/** Help is read in terminals and pasted into tickets: 80 columns, whatever the terminal has. */
const WIDTH = 80;

/** What the help marks up; everything else is plain. */
export interface HelpStyle {
  bold(text: string): string;
  dim(text: string): string;
}

/** `countersign --help`: the map of the commands. */
export function renderMap(style: HelpStyle): string {
  const commands = COMMAND_NAMES.map(
    (name) => [`${name} ${documentOf(name)}`.trimEnd(), COMMANDS[name].summary] as const,
  );
  return lines(
    'Countersign holds both sides of a WebSocket API to its AsyncAPI document.',
    '',
    heading('Usage', style),
    '  countersign <command> <document> [options]',
    '',
    heading('Commands', style),
    ...columns(commands),
    '',
    ...wrap('A document is a file, a URL, or - for standard input.', WIDTH - 2, '  '),
    '',
    heading('Try', style),
    ...COMMAND_NAMES.flatMap((name) => COMMANDS[name].examples.slice(0, 1)).map(
      ([command]) => `  ${command}`,
    ),
    '',
    'countersign <command> --help explains a command. countersign --version.',
  );
}

/** `countersign <command> --help`. */
export function renderCommandHelp(name: CommandName, style: HelpStyle): string {
  const command = COMMANDS[name];
  const required = (command.required ?? []).map(
    (option) => ` --${option} <${command.options[option]?.placeholder ?? option}>`,
  );
  const groups = grouped(Object.entries(command.options));
  const left = columnFor(Object.entries(command.options).map(([option, spec]) => flag(option, spec)));
  return lines(
    heading('Usage', style),
    `  countersign ${`${name} ${documentOf(name)}`.trimEnd()}${required.join('')} [options]`,
    '',
    ...wrap(command.does, WIDTH, ''),
    '',
    ...(command.kindHelp === undefined
      ? []
      : [heading('Kinds', style), ...columns(Object.entries(command.kindHelp), left), '']),
    ...[...groups].flatMap(([group, options]) => [
      heading(group, style),
      ...columns(
        options.map(([option, spec]) => [flag(option, spec), describe(spec)]),
        left,
      ),
      '',
    ]),
    heading('Examples', style),
    ...examples(command.examples, style),
    '',
    heading('Exit codes', style),
    ...columns(command.exitCodes.map(([code, meaning]) => [`${code}`, meaning])),
  );
}

function documentOf(name: CommandName): string {
  const { argument = 'document', documentUnless, kinds, kindHelp } = COMMANDS[name];
  const kind = kinds === undefined ? '' : kindHelp === undefined ? `${kinds.join('|')} ` : '<kind> ';
  if (argument === 'none') return kind.trimEnd();
  return documentUnless === undefined ? `${kind}<${argument}>` : `${kind}[<${argument}>]`;
}

function grouped(entries: [string, OptionSpec][]): Map<string, [string, OptionSpec][]> {
  const groups = new Map<string, [string, OptionSpec][]>();
  for (const entry of entries) groups.set(entry[1].group, [...(groups.get(entry[1].group) ?? []), entry]);
  return groups;
}

/** A switch that is on by default is shown as what switches it off. */
function flag(name: string, spec: OptionSpec): string {
  const short = spec.short === undefined ? '' : `-${spec.short}, `;
  if (spec.type === 'boolean') return `${short}--${spec.default === 'true' ? 'no-' : ''}${name}`;
  return `${short}--${name} ${valueForm(spec)}`;
}

function valueForm(spec: OptionSpec): string {
  const placeholder = spec.placeholder === undefined ? [] : [`<${spec.placeholder}>`];
  return [...placeholder, ...(spec.choices ?? [])].join('|');
}

function describe(spec: OptionSpec): string {
  const shownDefault = spec.default === undefined || spec.type === 'boolean' ? '' : ` [${spec.default}]`;
  return `${spec.help}${spec.details === undefined ? '' : ` ${spec.details}`}${shownDefault}`;
}

/** Two columns; a left cell that is too wide stands on a line of its own. */
function columns(
  rows: readonly (readonly [left: string, right: string])[],
  left: number = columnFor(rows.map(([cell]) => cell)),
): string[] {
  const indent = ' '.repeat(left + 4);
  return rows.flatMap(([cell, text]) => {
    const [first = '', ...rest] = wrap(text, WIDTH - indent.length, '').map((line) => indent + line);
    return cell.length > left
      ? [`  ${cell}`, first, ...rest]
      : [`  ${cell.padEnd(left)}  ${first.trimStart()}`, ...rest];
  });
}

function columnFor(cells: readonly string[]): number {
  return Math.min(26, Math.max(...cells.map((cell) => cell.length)));
}

function examples(rows: readonly (readonly [command: string, what: string])[], style: HelpStyle): string[] {
  return rows.flatMap(([command, what]) => [`  ${style.dim(`# ${what}`)}`, `  ${command}`]);
}

function heading(text: string, style: HelpStyle): string {
  return style.bold(text);
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
