import { renderShow } from '../../report/show.ts';
import { EXIT, type ExitCode } from '../../result/exit-code.ts';
import type { Io } from '../io.ts';
import { loadDocument } from '../load-document.ts';
import type { ParsedArgs } from '../parsed-args.ts';

export async function run(args: ParsedArgs<'show'>, io: Io): Promise<ExitCode> {
  const { contract } = await loadDocument(args, io);
  const { format, json } = args.options;
  io.stdout(
    json || format === 'json' ? `${JSON.stringify(contract, null, 2)}\n` : renderShow(contract, io.style),
  );
  return EXIT.held;
}
