import { type LoadedContract, loadContract } from '../load/load-contract.ts';
import type { Io } from './io.ts';
import type { AnyParsedArgs } from './parsed-args.ts';
import { countProblems } from './render-problems.ts';

/** The contract of a command's document. What had to be set aside is counted on standard error, with where to read it. */
export async function loadDocument(args: AnyParsedArgs, io: Io): Promise<LoadedContract> {
  const loaded = await loadContract(args.document, {
    perspective: args.options.perspective,
    stdin: io.stdin,
    cache: args.options.cache,
    environment: io.env,
  });
  const grave = loaded.problems.filter(({ severity }) => severity !== 'info');
  if (grave.length > 0) {
    io.stderr(
      `${args.document}: ${countProblems(grave)}; countersign lint ${args.document} says what and where.\n`,
    );
  }
  return loaded;
}
