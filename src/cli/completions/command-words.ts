import { COMMAND_NAMES, COMMANDS } from '../commands.ts';

/** One option, as a shell completes it. */
export interface FlagWords {
  /** `--port`; a switch that is on by default is `--no-watch`. */
  readonly flag: string;
  /** `p` */
  readonly short?: string;
  readonly help: string;
  /** What follows it: nothing, one of these words, a file, or what cannot be known. */
  readonly value: 'none' | 'file' | 'any' | readonly string[];
}

export interface CommandWords {
  readonly name: string;
  readonly summary: string;
  /** What may stand behind the command: one of these words, then a file where it takes a document. */
  readonly kinds: readonly string[];
  readonly takesFile: boolean;
  readonly flags: readonly FlagWords[];
}

/** Everything that a shell can complete, from the option tables. */
export function commandWords(): readonly CommandWords[] {
  return COMMAND_NAMES.map((name) => {
    const { summary, kinds = [], argument, options } = COMMANDS[name];
    const flags = Object.entries(options).map(([option, spec]): FlagWords => {
      const { help, short, type, choices, placeholder = '' } = spec;
      const value =
        type === 'boolean'
          ? 'none'
          : (choices ?? (/\b(file|folder|dir)\b/.test(placeholder) ? 'file' : 'any'));
      const isOff = type === 'boolean' && spec.default === 'true';
      return {
        flag: `--${isOff ? 'no-' : ''}${option}`,
        help,
        value,
        ...(short === undefined ? {} : { short }),
      };
    });
    return { name, summary, kinds, takesFile: argument === undefined, flags };
  });
}
