import type { CommandWords, FlagWords } from './command-words.ts';

/** For fish: one line for each command and each option. */
export function fishCompletion(commands: readonly CommandWords[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  const first = `not __fish_seen_subcommand_from ${names}`;
  return `${[
    '# Completion of countersign in fish: countersign completions fish > ~/.config/fish/completions/countersign.fish',
    'complete -c countersign -f',
    ...commands.map(
      ({ name, summary }) => `complete -c countersign -n '${first}' -a ${name} -d ${quoted(summary)}`,
    ),
    ...commands.flatMap(linesOf),
  ].join('\n')}\n`;
}

function linesOf({ name, kinds, takesFile, flags }: CommandWords): string[] {
  const seen = `__fish_seen_subcommand_from ${name}`;
  const here = `complete -c countersign -n '${seen}'`;
  const behind = (words: string): string => `not __fish_seen_subcommand_from ${words}`;
  return [
    ...(kinds.length === 0
      ? []
      : [`complete -c countersign -n '${seen}; and ${behind(kinds.join(' '))}' -a '${kinds.join(' ')}'`]),
    ...(takesFile ? [`${here} -F`] : []),
    ...flags.map((flag) => `${here} ${optionOf(flag)}`),
  ];
}

function optionOf({ flag, short, help, value }: FlagWords): string {
  const takes =
    value === 'none'
      ? ''
      : value === 'file'
        ? ' -r -F'
        : value === 'any'
          ? ' -x'
          : ` -x -a '${value.join(' ')}'`;
  return `-l ${flag.slice(2)}${short === undefined ? '' : ` -s ${short}`}${takes} -d ${quoted(help)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
