import { EXIT, type ExitCode } from '../../result/exit-code.ts';
import { bashCompletion } from '../completions/bash.ts';
import { commandWords } from '../completions/command-words.ts';
import { fishCompletion } from '../completions/fish.ts';
import { zshCompletion } from '../completions/zsh.ts';
import type { Io } from '../io.ts';
import type { ParsedArgs } from '../parsed-args.ts';

const SHELLS: Readonly<Record<string, typeof bashCompletion>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** `countersign completions bash|zsh|fish`: prints what the shell is to read. */
export async function run({ kind = 'bash' }: ParsedArgs<'completions'>, io: Io): Promise<ExitCode> {
  io.stdout((SHELLS[kind] ?? bashCompletion)(commandWords()));
  return EXIT.held;
}
