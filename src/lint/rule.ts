import type { DocumentBundle } from '../compile/document-bundle.ts';
import type { Contract } from '../contract/contract.ts';
import type { Problem } from '../errors/problem.ts';
import type { Validators } from '../schema/validators.ts';

/** What a rule may look at besides the contract. */
export interface LintContext {
  /** The document as it was written, for what a contract no longer shows. */
  readonly bundle: DocumentBundle;
  readonly validators: Validators;
}

/** What a rule found; the rule's own id and severity make a `Problem` of it. */
export type LintFinding = Omit<Problem, 'rule' | 'severity'> & Required<Pick<Problem, 'fix'>>;

/** One thing that makes a document a weaker contract than its author thinks. Pure; returns, never throws. */
export interface LintRule {
  /** `example-breaks-schema`; docs section and test table bear the same name. */
  readonly id: string;
  /** A sentence that is true when nothing is found. */
  readonly title: string;
  /** An `error` is a promise that cannot be kept, a `warning` one that is probably not meant, an `info` a remark. */
  readonly severity: Problem['severity'];
  /** Two or three sentences for `--explain` and the docs: why it matters, and what to do about it. */
  readonly explain: string;
  /** The smallest piece of a document that breaks the rule, and the same mended: YAML, from the document's root. */
  readonly example: { readonly wrong: string; readonly right: string };
  check(contract: Contract, context: LintContext): readonly LintFinding[];
}

/** A piece of YAML as a template literal may hold it: without its first line break and the indentation of its first line. */
export function yaml(strings: TemplateStringsArray, ...values: readonly string[]): string {
  const text = String.raw(strings, ...values)
    .replace(/^\n/, '')
    .trimEnd();
  const indent = /^ */.exec(text)?.[0] ?? '';
  return text
    .split('\n')
    .map((line) => line.replace(indent, ''))
    .join('\n');
}

/** Identity; gives the object literal its type and the file its one export. */
export function defineLint(rule: LintRule): LintRule {
  return rule;
}
