import { type LoadContractOptions, type LoadedContract, loadContract } from '../load/load-contract.ts';
import type { Io } from './io.ts';
import type { AnyDocumentArgs } from './parsed-args.ts';
import { countProblems } from './render-problems.ts';

/** The contract of a command's document. What had to be set aside is counted on standard error, with where to read it. */
export async function loadDocument(args: AnyDocumentArgs, io: Io): Promise<LoadedContract> {
  const loaded = await loadContract(args.document, loadOptionsOf(args, io));
  const grave = loaded.problems.filter(({ severity }) => severity !== 'info');
  if (grave.length > 0) {
    io.stderr(
      `${args.document}: ${countProblems(grave)}; countersign lint ${args.document} says what and where.\n`,
    );
  }
  return loaded;
}

/** What the command line says about how a document is read. */
export function loadOptionsOf({ options }: AnyDocumentArgs, io: Io): LoadContractOptions {
  return {
    perspective: options.perspective,
    overlays: options.overlay,
    allowRemote: options['allow-remote'],
    stdin: io.stdin,
    cache: options.cache,
    environment: io.env,
  };
}
