import type { DocumentBundle } from '../compile/document-bundle.ts';
import type { Contract } from '../contract/contract.ts';
import type { Problem } from '../errors/problem.ts';
import type { Validators } from '../schema/validators.ts';
import { LINT_RULES } from './rules.ts';

/**
 * Is the document a sound contract? In the order of the text, file by file. What is said in `known` already (by the
 * loader or the compiler, about the same place) is not said again.
 */
export function lint(
  contract: Contract,
  bundle: DocumentBundle,
  validators: Validators,
  known: readonly Problem[] = [],
): Problem[] {
  const taken = new Set(known.flatMap((problem) => topicsOf(bundle, problem)));
  const problems: Problem[] = [];
  for (const { id, severity, check } of LINT_RULES) {
    for (const finding of check(contract, { bundle, validators })) {
      const problem: Problem = { severity, rule: id, ...finding };
      if (!topicsOf(bundle, problem).some((topic) => taken.has(topic))) problems.push(problem);
    }
  }
  return problems.sort(byPlace);
}

/** Rules that say the same: of `@asyncapi/parser`, of the compiler, and those of ours that the loader has asked already. */
const SAME: Readonly<Record<string, string>> = {
  'asyncapi:asyncapi3-channel-parameters': 'parameters',
  'asyncapi:asyncapi2-channel-parameters': 'parameters',
  'parameter-undeclared': 'parameters',
  'parameter-unused': 'parameters',
  'asyncapi:asyncapi2-message-examples': 'example',
  'example-breaks-schema': 'example',
  'extension-beside-ref': 'extension',
  'pattern-backtracks': 'pattern',
  'pattern-invalid': 'pattern',
  'document.unresolved-ref': 'scheme',
  'asyncapi:asyncapi2-server-security': 'scheme',
  'asyncapi:asyncapi2-operation-security': 'scheme',
  'security-without-scheme': 'scheme',
};

function topicsOf(bundle: DocumentBundle, { rule, at }: Problem): readonly string[] {
  const topic = SAME[rule];
  if (topic === undefined) return [];
  // Of an example one speaks of the whole, the other of its payload.
  const [example] = /^.*\/examples\/\d+/.exec(at.pointer) ?? [];
  const line = example === undefined ? at.line : bundle.locate(at.file, example).line;
  return [`${topic} ${at.file}:${line}`];
}

function byPlace(a: Problem, b: Problem): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.line - b.at.line || a.at.column - b.at.column;
}
