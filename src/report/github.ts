import type { Result } from '../result/result.ts';
import { findingRows } from './verify/finding-rows.ts';
import { verdictLines } from './verify/verdict-lines.ts';
import { type AnnotationLevel, workflowCommand } from './workflow-command.ts';

/**
 * Annotations of a GitHub workflow, each at the document's line that makes the promise. What failed is an error, what
 * is dangerous or flaky a warning, what the baseline accepts a notice; everything else says nothing.
 */
export function renderGithub(result: Result): string {
  const { contract, unreached } = result;
  const annotations = result.cases.flatMap((one) => {
    const level = levelOf(one);
    if (level === undefined) return [];
    const rows = findingRows(one).map(([name, text]) => `${name}: ${text}`);
    const text = [one.finding.message, ...rows, `check: ${one.key}`].join('\n');
    return [workflowCommand(level, one.finding.at ?? one.at, one.title, text)];
  });
  return [
    ...(unreached === undefined
      ? []
      : [
          workflowCommand(
            'error',
            undefined,
            contract.title,
            `The backend was not reached: ${unreached.cause} ${unreached.remedy}`,
          ),
        ]),
    ...annotations,
    ...verdictLines(result).map((line) => workflowCommand('warning', undefined, contract.title, line)),
  ].join('');
}

function levelOf({ finding, known }: Result['cases'][number]): AnnotationLevel | undefined {
  if (finding.outcome !== 'failed' && finding.outcome !== 'warned') return undefined;
  if (known === true) return 'notice';
  return finding.outcome === 'failed' ? 'error' : 'warning';
}
