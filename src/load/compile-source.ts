import { compile } from '../compile/compile.ts';
import type { DocumentBundle } from '../compile/document-bundle.ts';
import type { Contract } from '../contract/contract.ts';
import { CountersignError } from '../errors/countersign-error.ts';
import type { Problem } from '../errors/problem.ts';
import { hasPatterns } from '../schema/patterns/patterns-of.ts';
import type { GuardedContract } from './guard-contract.ts';
import { type Loaded, load } from './load.ts';
import type { LoadContractOptions } from './loaded-contract.ts';
import { tidyProblems } from './tidy-problems.ts';

export interface CompiledSource {
  readonly contract: Contract;
  /** The loader's and the compiler's; none is an error. */
  readonly problems: readonly Problem[];
  readonly loaded: Loaded;
}

/** Reads a document and compiles it; throws what `loadContract` throws. Importing this file imports `yaml` and `compile/`. */
export async function compileSource(source: string, options: LoadContractOptions): Promise<CompiledSource> {
  const loaded = await load(source, options);
  const { bundle, problems: loading } = loaded;
  refuseErrors(loading, bundle);
  const compiled = compile(bundle, { perspective: options.perspective ?? 'auto' });
  const problems = tidyProblems(withReasons(loading, compiled.problems));
  refuseErrors(problems, bundle);
  const { contract, problems: patterns } = await guarded(compiled.contract, bundle);
  return { contract, problems: tidyProblems([...problems, ...patterns]), loaded };
}

/** What judges patterns is imported only where there are some. */
async function guarded(contract: Contract, bundle: DocumentBundle): Promise<GuardedContract> {
  if (!hasPatterns(contract)) return { contract, problems: [] };
  const { guardContract } = await import('./guard-contract.ts');
  return guardContract(contract, bundle);
}

/**
 * The compiler knows that a `$ref` which it needs leads nowhere; the loader knows why. One problem is made of the two:
 * the loader's words, the compiler's severity.
 */
function withReasons(loading: readonly Problem[], compiling: readonly Problem[]): Problem[] {
  const placeOf = ({ at }: Problem): string => `${at.file}:${at.line}:${at.column}`;
  const dangling = compiling.filter(({ rule }) => rule === 'document.unresolved-ref');
  const needed = new Map(dangling.map((problem) => [placeOf(problem), problem.severity]));
  const explained = new Set<string>();
  const unfetched = new Set<string>();
  const reasons = loading.flatMap((problem): Problem[] => {
    const severity = REF_RULES.has(problem.rule) ? needed.get(placeOf(problem)) : undefined;
    if (severity === undefined) return [problem];
    // The compiler found what was meant, and says so.
    if (severity === 'warning') return [];
    explained.add(placeOf(problem));
    return [{ ...problem, severity }];
  });
  // What was not fetched is a warning of both, and the loader knows whether that was forbidden or failed.
  for (const problem of loading) if (REF_RULES.has(problem.rule)) unfetched.add(placeOf(problem));
  return [
    ...reasons,
    ...compiling.filter(
      (problem) =>
        (!dangling.includes(problem) || !explained.has(placeOf(problem))) &&
        (problem.rule !== 'document.remote-ref' || !unfetched.has(placeOf(problem))),
    ),
  ];
}

const REF_RULES: ReadonlySet<string> = new Set(['document.unresolved-ref', 'document.remote-ref']);

function refuseErrors(problems: readonly Problem[], bundle: DocumentBundle): void {
  const errors = problems.filter((problem) => problem.severity === 'error');
  const first = errors[0];
  if (first === undefined) return;
  const { file } = bundle.locate(bundle.root, '');
  const count = errors.length === 1 ? 'one error that touches' : `${errors.length} errors that touch`;
  throw new CountersignError('document.invalid', `${file} has ${count} the contract. ${first.message}`, {
    at: first.at,
    ...(first.fix === undefined ? {} : { fix: first.fix }),
    problems,
  });
}
