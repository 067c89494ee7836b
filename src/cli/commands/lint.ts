import { ERROR_CODES } from '../../errors/codes.ts';
import { CountersignError } from '../../errors/countersign-error.ts';
import type { Problem } from '../../errors/problem.ts';
import { didYouMean } from '../../errors/suggest.ts';
import { lint } from '../../lint/lint.ts';
import { LINT_RULES } from '../../lint/rules.ts';
import { loadContract } from '../../load/load-contract.ts';
import { renderSarifLog } from '../../report/sarif-log.ts';
import { workflowCommand } from '../../report/workflow-command.ts';
import { EXIT, type ExitCode } from '../../result/exit-code.ts';
import { validatorsOf } from '../../schema/validators-of.ts';
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
      problems: [...problems, ...lint(contract, bundle, validatorsOf(contract), problems)],
      readable: true,
    };
  } catch (error) {
    if (!(error instanceof CountersignError) || error.problems.length === 0) throw error;
    return { problems: error.problems, readable: false };
  }
}

function render(
  problems: readonly Problem[],
  format: 'pretty' | 'json' | 'github' | 'sarif',
  document: string,
  io: Io,
): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ document, problems }, null, 2)}\n`;
    case 'github':
      return problems.map(annotation).join('');
    case 'sarif':
      return sarif(problems, io.version);
    case 'pretty':
      return `${renderProblems(problems, io.style, Number.POSITIVE_INFINITY)}${document}: ${countProblems(problems)}\n`;
  }
}

/** What the loader and the compiler complain of has an error code for a rule. */
function sarif(problems: readonly Problem[], version: string): string {
  const codes = Object.entries(ERROR_CODES).map(([id, title]) => ({ id, title }));
  const levels = { error: 'error', warning: 'warning', info: 'note' } as const;
  return renderSarifLog({
    version,
    rules: [...LINT_RULES, ...codes],
    findings: problems.map(({ rule, severity, message, fix, at }) => ({
      rule,
      level: levels[severity],
      message: fix === undefined ? message : `${message} ${fix}`,
      at,
      key: `${rule} ${at.file} ${at.pointer} ${message}`,
    })),
  });
}

function annotation({ severity, rule, message, at, fix }: Problem): string {
  const level = { error: 'error', warning: 'warning', info: 'notice' } as const;
  return workflowCommand(level[severity], at, rule, fix === undefined ? message : `${message} ${fix}`);
}

function explain(id: string, { style }: Io): string {
  if (id === 'list') {
    return LINT_RULES.map((rule) => `${rule.id}  ${style.dim(rule.title)}\n`).join('');
  }
  const rule = LINT_RULES.find((candidate) => candidate.id === id);
  if (rule === undefined) {
    const elsewhere = explainOthers(id);
    if (elsewhere !== undefined) return `${style.bold(id)}  ${wrap(elsewhere, 80, '').join('\n')}\n`;
    const known = [...LINT_RULES.map((candidate) => candidate.id), ...Object.keys(ERROR_CODES)];
    throw new CountersignError('cli.bad-value', `There is no lint rule "${id}".${didYouMean(id, known)}`, {
      fix: 'countersign lint --explain list names them all.',
    });
  }
  const { title, severity, explain: text, example } = rule;
  return [
    `${style.bold(rule.id)}  ${style.dim(severity)}  ${title}`,
    wrap(text, 80, '').join('\n'),
    `Found in:\n\n${indented(example.wrong)}`,
    `Not in:\n\n${indented(example.right)}`,
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

/** What is printed beside the rules: what the loader and the compiler complain of, and the word of the parser. */
function explainOthers(id: string): string | undefined {
  if (Object.hasOwn(ERROR_CODES, id)) return ERROR_CODES[id as keyof typeof ERROR_CODES];
  if (!id.startsWith('asyncapi:')) return undefined;
  return `A rule of @asyncapi/parser, which says whether a document is valid AsyncAPI. It is an error here only where it touches what is mocked or verified; else a warning, and what it is about is set aside.`;
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
