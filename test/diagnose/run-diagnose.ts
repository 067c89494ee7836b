import { run } from '../../src/cli/commands/diagnose.ts';
import { parseCommandLine } from '../../src/cli/parse-command-line.ts';
import { plainStyle } from '../../src/report/style.ts';
import type { Diagnosis } from '../../src/result/diagnosis.ts';

export interface Printed {
  readonly exit: number;
  /** All that was printed. */
  readonly text: string;
}

export interface Diagnosed extends Printed {
  readonly diagnosis: Diagnosis;
}

/** `countersign diagnose …`, in this process, 100 columns wide and without colours. */
export async function printDiagnosis(...argv: readonly string[]): Promise<Printed> {
  const line = parseCommandLine(['diagnose', ...argv]);
  if (line.kind !== 'run' || line.args.command !== 'diagnose') throw new Error('That is no diagnose.');
  let text = '';
  const exit = await run(line.args, {
    stdout: (more) => {
      text += more;
    },
    stderr: (more) => {
      text += more;
    },
    style: plainStyle(100),
    stdin: () => Promise.resolve(''),
    onInterrupt: () => {},
    env: {},
    version: '0.0.0',
  });
  return { exit, text };
}

/** The same with `--json`. */
export async function runDiagnose(...argv: readonly string[]): Promise<Diagnosed> {
  const printed = await printDiagnosis(...argv, '--json');
  const { text } = printed;
  return { ...printed, diagnosis: JSON.parse(text.slice(text.indexOf('{'))) as Diagnosis };
}
