import { CountersignError } from '../../errors/countersign-error.ts';
import type { ExitCode } from '../../result/exit-code.ts';
import type { Io } from '../io.ts';
import { loadDocument } from '../load-document.ts';
import type { ParsedArgs } from '../parsed-args.ts';
import { compareFiles, writeFiles } from './generate-files.ts';
import { KINDS } from './generate-kinds.ts';

/** `countersign generate <kind> <document> -o FILE`. @throws CountersignError `generate.not-written`, and what `loadContract` throws */
export async function run(args: ParsedArgs<'generate'>, io: Io): Promise<ExitCode> {
  const { check, output } = args.options;
  if (check && output === undefined)
    throw new CountersignError('cli.missing-argument', '--check needs --output.', {
      fix: 'Name the file that is to be compared: -o test/contract.test.ts --check.',
    });
  const { kind = 'suite' } = args;
  const make = KINDS[kind];
  if (make === undefined) throw new RangeError(`Nothing makes "${kind}".`);
  const { contract } = await loadDocument(args, io);
  const files = await make(contract, args);
  return check ? compareFiles(files, kind, io) : writeFiles(files, io);
}
