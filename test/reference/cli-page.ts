import { COMMAND_NAMES, COMMANDS, type CommandSpec } from '../../src/cli/commands.ts';
import type { OptionSpec } from '../../src/cli/option.ts';
import type { CommandName } from '../../src/cli/parsed-args.ts';
import { ERROR_CODES } from '../../src/errors/codes.ts';

/** `docs/reference/cli.md`: all of it from the tables that parse the command line. */
export function cliPage(): string {
  return `${[HEAD, map(), ...COMMAND_NAMES.map(section), TAIL].join('\n\n')}\n`;
}

const HEAD = `# The command line

\`countersign <command> <document> [options]\`. A document is a file, a URL, or \`-\` for standard input. Options stand anywhere behind
the command; a switch \`--x\` is switched off by \`--no-x\`; a duration has a unit: \`250ms\`, \`5s\`, \`2m\`, \`1h\`.
\`countersign <command> --help\` prints the same. Written by \`UPDATE_DOCS=1 npx vitest run test/cli-docs.test.ts\`.`;

const TAIL = `## For all commands

\`countersign --version\` prints the version, \`countersign help <command>\` the help of a command. \`NO_COLOR\` takes colours away,
\`FORCE_COLOR\` puts them into a pipe, \`DEBUG=countersign:*\` adds the stack to an error. Exit code 70 is a bug in Countersign.
Each of the ${Object.keys(ERROR_CODES).length} errors has a code: [errors](errors.md). What a project need not say each time:
[countersign.config.ts](config.md).`;

function map(): string {
  return [
    '| command | what it does |',
    '| --- | --- |',
    ...COMMAND_NAMES.map((name) => `| [${name}](#${name}) | ${cell(COMMANDS[name].summary)} |`),
  ].join('\n');
}

function section(name: CommandName): string {
  const spec = COMMANDS[name];
  const options = Object.entries(spec.options);
  const groups = [...new Set(options.map(([, { group }]) => group))];
  return [
    `## ${name}`,
    `\`countersign ${`${name} ${argumentsOf(spec)}`.trimEnd()} [options]\``,
    prose(spec.does),
    `\`\`\`sh\n${spec.examples.map(([command, what]) => `# ${what}\n${command}`).join('\n')}\n\`\`\``,
    ...groups.map((group) =>
      [
        `| ${group} | |`,
        '| --- | --- |',
        ...options
          .filter(([, one]) => one.group === group)
          .map(([option, one]) => `| ${flag(option, one)} | ${describe(one)} |`),
      ].join('\n'),
    ),
    [
      '| exit code | |',
      '| --- | --- |',
      ...spec.exitCodes.map(([code, what]) => `| ${code} | ${cell(what)} |`),
    ].join('\n'),
  ].join('\n\n');
}

function argumentsOf({ kinds, argument: what, documentUnless }: CommandSpec): string {
  const argument = what ?? 'document';
  const kind = kinds === undefined ? [] : [kinds.join('|')];
  const one = argument === 'none' ? [] : [documentUnless === undefined ? `<${argument}>` : `[<${argument}>]`];
  return [...kind, ...one].join(' ');
}

function flag(name: string, spec: OptionSpec): string {
  const long = `--${spec.type === 'boolean' && spec.default === 'true' ? 'no-' : ''}${name}`;
  const value = spec.type === 'boolean' ? '' : ` <${spec.placeholder ?? 'word'}>`;
  return `${spec.short === undefined ? '' : `\`-${spec.short}\` `}\`${long}${value}\``;
}

function describe(spec: OptionSpec): string {
  const choices =
    spec.choices === undefined ? '' : ` One of ${spec.choices.map((one) => `\`${one}\``).join(', ')}.`;
  const range = spec.range === undefined ? '' : ` From ${spec.range[0]} to ${spec.range[1]}.`;
  const given = spec.default === undefined || spec.type === 'boolean' ? '' : ` Default \`${spec.default}\`.`;
  return `${cell(`${spec.help}${spec.details === undefined ? '' : ` ${spec.details}`}`)}${choices}${range}${given}`;
}

function cell(text: string): string {
  return prose(text).replaceAll('|', '\\|');
}

/** No tag, no emphasis, and no expression: the texts are written for a terminal. */
function prose(text: string): string {
  return text.replaceAll(/[*_<]/g, '\\$&');
}
