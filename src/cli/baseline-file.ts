import { readFileSync, writeFileSync } from 'node:fs';
import { CountersignError } from '../errors/countersign-error.ts';
import { applyBaseline, type Baseline, parseBaseline, updateBaseline } from '../result/baseline.ts';
import type { Result } from '../result/result.ts';

export interface BaselineOptions {
  readonly file: string | undefined;
  readonly update: boolean;
}

/**
 * Read before the run, so that a mistake costs no run.
 * @returns what turns a result into one that knows what is accepted; with `update` it writes the file first.
 * @throws CountersignError `baseline.invalid`, `cli.missing-argument`
 */
export function openBaseline({ file, update }: BaselineOptions): (result: Result) => Result {
  if (file === undefined) {
    if (!update) return (result) => result;
    throw new CountersignError('cli.missing-argument', '--update-baseline needs --baseline.', {
      fix: 'Name the file: --baseline countersign.baseline.json --update-baseline.',
    });
  }
  const before = read(file);
  if (before === undefined && !update)
    throw new CountersignError('baseline.invalid', `There is no baseline ${file}.`, {
      fix: 'Add --update-baseline once: it writes the findings of this run.',
    });
  return (result) => {
    // A run that was broken off has not seen what it would accept.
    if (!update || !result.reached || result.interrupted === true)
      return applyBaseline(result, before ?? { format: 1, accepted: [] }, file);
    const after = updateBaseline(result, before);
    write(file, after);
    return applyBaseline(result, after, file);
  };
}

function read(file: string): Baseline | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new CountersignError(
      'baseline.invalid',
      `The baseline ${file} cannot be read (${codeOf(error)}).`,
      {
        cause: error,
      },
    );
  }
  const baseline = parseBaseline(text);
  if (typeof baseline !== 'string') return baseline;
  throw new CountersignError('baseline.invalid', `${file} is no baseline. ${baseline}`, {
    fix: 'Remove it, and write a new one with --update-baseline.',
  });
}

function write(file: string, baseline: Baseline): void {
  try {
    writeFileSync(file, `${JSON.stringify(baseline, null, 2)}\n`);
  } catch (error) {
    throw new CountersignError(
      'report.not-written',
      `The baseline cannot be written to ${file} (${codeOf(error)}).`,
      {
        fix: 'Name a file in a folder that may be written to.',
        cause: error,
      },
    );
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
