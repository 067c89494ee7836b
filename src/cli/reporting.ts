import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CountersignError } from '../errors/countersign-error.ts';
import { didYouMean } from '../errors/suggest.ts';
import { REPORTER_NAMES, REPORTERS, type ReportContext, type ReporterName } from '../report/reporters.ts';
import { plainStyle } from '../report/style.ts';
import type { Result } from '../result/result.ts';

/** One report that is asked for. */
export interface Reporting {
  readonly name: ReporterName;
  /** Absent: standard output. */
  readonly file?: string;
}

/** Columns of a report for people in a file. */
const FILE_WIDTH = 100;

/**
 * Reads `--reporter` values: `name`, or `name=file`. None: pretty.
 * @throws CountersignError `cli.bad-value`
 */
export function readReporting(values: readonly string[]): readonly Reporting[] {
  if (values.length === 0) return [{ name: 'pretty' }];
  return values.map((value) => {
    const [word = '', ...rest] = value.split('=');
    const name = REPORTER_NAMES.find((known) => known === word);
    if (name === undefined)
      throw new CountersignError(
        'cli.bad-value',
        `--reporter cannot be "${word}". It takes ${REPORTER_NAMES.slice(0, -1).join(', ')} or ${REPORTER_NAMES.at(-1)}.${didYouMean(word, REPORTER_NAMES)}`,
        { fix: 'Write for example --reporter junit=report.xml.' },
      );
    if (rest.length === 0) return { name };
    const file = rest.join('=');
    if (file !== '') return { name, file };
    throw new CountersignError('cli.bad-value', `--reporter ${value} names no file.`, {
      fix: `Write for example --reporter ${name}=report.${name === 'junit' ? 'xml' : name}.`,
    });
  });
}

/**
 * Writes each report where it was asked for; standard output first, so that a file that cannot be written hides nothing.
 * @throws CountersignError `report.not-written`
 */
export function writeReports(
  result: Result,
  reports: readonly Reporting[],
  context: ReportContext,
  stdout: (text: string) => void,
): void {
  for (const { name, file } of reports) if (file === undefined) stdout(REPORTERS[name](result, context));
  for (const { name, file } of reports) {
    if (file === undefined) continue;
    const text = REPORTERS[name](result, { ...context, style: plainStyle(FILE_WIDTH) });
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new CountersignError('report.not-written', `The report cannot be written to ${file} (${code}).`, {
        fix: 'Name a file in a folder that may be written to.',
        cause: error,
      });
    }
  }
}
