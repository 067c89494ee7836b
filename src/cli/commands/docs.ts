import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDocsSite } from '../../build/docs/site-files.ts';
import { writeSite } from '../../build/docs/write-site.ts';
import { isJsonObject, type Json } from '../../contract/json.ts';
import { CountersignError } from '../../errors/countersign-error.ts';
import type { JsonReport } from '../../report/json.ts';
import { EXIT, type ExitCode } from '../../result/exit-code.ts';
import type { Io } from '../io.ts';
import { loadDocument } from '../load-document.ts';
import type { ParsedArgs } from '../parsed-args.ts';

/** `countersign docs <document> -o DIR`. @throws CountersignError `docs.*`, and what `loadContract` throws */
export async function run(args: ParsedArgs<'docs'>, io: Io): Promise<ExitCode> {
  const { output, result } = args.options;
  if (output === undefined)
    throw new CountersignError('cli.missing-argument', 'countersign docs needs --output.', {
      fix: `Name a folder: countersign docs ${args.document} -o site`,
    });
  const report = result === undefined ? undefined : readReport(result);
  const { contract, bundle } = await loadDocument(args, io);
  const site = createDocsSite({ contract, bundle, ...(report === undefined ? {} : { report }) });
  const count = await writeSite(site, output);
  io.stdout(
    `${count} files in ${output}. Open ${join(output, 'index.html')}; the same as Markdown: ${join(output, 'index.md')}\n`,
  );
  if (report !== undefined) sayIfOther(report, contract, io);
  return EXIT.held;
}

function sayIfOther(
  { contract: { title, version } }: JsonReport,
  contract: { readonly title: string; readonly version: string },
  io: Io,
): void {
  if (title === contract.title && version === contract.version) return;
  io.stderr(`The result is of another document (${title} ${version}): no page is marked by it.\n`);
}

/** @throws CountersignError `docs.bad-result` */
function readReport(file: string): JsonReport {
  let value: Json;
  try {
    value = JSON.parse(readFileSync(file, 'utf8')) as Json;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CountersignError(
      'docs.bad-result',
      `${file} ${code === undefined ? 'is not JSON' : `cannot be read (${code})`}.`,
      { fix: FIX, cause: error },
    );
  }
  if (!isReport(value))
    throw new CountersignError('docs.bad-result', `${file} is no report of countersign verify.`, {
      fix: FIX,
    });
  return value as unknown as JsonReport;
}

const FIX =
  'Write one: countersign verify asyncapi.yaml --target ws://127.0.0.1:8000 --reporter json=run.json';

function isReport(value: Json): boolean {
  return (
    isJsonObject(value) &&
    value.format === 1 &&
    isJsonObject(value.contract) &&
    Array.isArray(value.cases) &&
    isJsonObject(value.coverage) &&
    isJsonObject(value.counts) &&
    typeof value.startedAt === 'string'
  );
}
