import { run } from '../../src/cli/commands/diagnose.ts';
import { parseCommandLine } from '../../src/cli/parse-command-line.ts';
import { plainStyle } from '../../src/report/style.ts';
import type { Diagnosis } from '../../src/result/diagnosis.ts';

export interface Diagnosed {
  readonly exit: number;
  readonly diagnosis: Diagnosis;
  /** All that was printed. */
  readonly text: string;
}

/** `countersign diagnose …  --json`, in this process. */
export async function runDiagnose(...argv: readonly string[]): Promise<Diagnosed> {
  const line = parseCommandLine(['diagnose', ...argv, '--json']);
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
  return { exit, text, diagnosis: JSON.parse(text.slice(text.indexOf('{'))) as Diagnosis };
}
