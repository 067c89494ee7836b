import { CountersignError } from '../../errors/countersign-error.ts';
import type { Problem } from '../../errors/problem.ts';
import { didYouMean } from '../../errors/suggest.ts';
import { lint } from '../../lint/lint.ts';
import { LINT_RULES } from '../../lint/rules.ts';
import { loadContract } from '../../load/load-contract.ts';
import { EXIT, type ExitCode } from '../../result/exit-code.ts';
import { createValidators } from '../../schema/create-validators.ts';
import type { Io } from '../io.ts';
import { loadOptionsOf } from '../load-document.ts';
import type { ParsedArgs } from '../parsed-args.ts';
import { countProblems, renderProblems } from '../render-problems.ts';
import { wrap } from '../wrap.ts';

export async function run(args: ParsedArgs<'lint'>, io: Io): Promise<ExitCode> {
  const { format, explain: rule, 'fail-on': failOn } = args.options;
  if (rule !== undefined) {
    io.stdout(explain(rule, io));
    return EXIT.held;
  }
  const { problems, readable } = await problemsOf(args, io);
  io.stdout(render(problems, format, args.document, io));
  if (!readable) return EXIT.misuse;
  const broken = problems.some(
    ({ severity }) => severity === 'error' || (failOn === 'warn' && severity === 'warning'),
  );
  return broken ? EXIT.broken : EXIT.held;
}

interface Linted {
  readonly problems: readonly Problem[];
  /** Could a contract be made of it? */
  readonly readable: boolean;
}

/** What the loader and the compiler set aside is a problem of the document like any other. */
async function problemsOf(args: ParsedArgs<'lint'>, io: Io): Promise<Linted> {
  try {
    const loaded = await loadContract(args.document, loadOptionsOf(args, io));
    const { contract, problems } = loaded;
    const bundle = await loaded.bundle();
    return {
      problems: [...problems, ...lint(contract, bundle, createValidators(contract), problems)],
      readable: true,
    };
  } catch (error) {
    if (!(error instanceof CountersignError) || error.problems.length === 0) throw error;
    return { problems: error.problems, readable: false };
  }
}

function render(
  problems: readonly Problem[],
  format: 'pretty' | 'json' | 'github',
  document: string,
  { style }: Io,
): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ document, problems }, null, 2)}\n`;
    case 'github':
      return problems.map(annotation).join('');
    case 'pretty':
      return `${renderProblems(problems, style, Number.POSITIVE_INFINITY)}${document}: ${countProblems(problems)}\n`;
  }
}

/** GitHub: "Workflow commands", with its escapes for data and for properties. */
function annotation({ severity, rule, message, at, fix }: Problem): string {
  const level = { error: 'error', warning: 'warning', info: 'notice' }[severity];
  const place = `file=${property(at.file)},line=${Math.max(1, at.line)},col=${Math.max(1, at.column)}`;
  const text = fix === undefined ? message : `${message} ${fix}`;
  return `::${level} ${place},title=${property(rule)}::${data(text)}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function explain(id: string, { style }: Io): string {
  if (id === 'list') {
    return LINT_RULES.map((rule) => `${rule.id}  ${style.dim(rule.title)}\n`).join('');
  }
  const rule = LINT_RULES.find((candidate) => candidate.id === id);
  if (rule === undefined) {
    const known = LINT_RULES.map((candidate) => candidate.id);
    throw new CountersignError('cli.bad-value', `There is no lint rule "${id}".${didYouMean(id, known)}`, {
      fix: 'countersign lint --explain list names them all.',
    });
  }
  return `${style.bold(rule.id)}  ${rule.title}\n\n${wrap(rule.explain, 80, '').join('\n')}\n`;
}
