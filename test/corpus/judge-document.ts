import type { Contract, Perspective } from '../../src/contract/contract.ts';
import type { MessageId } from '../../src/contract/message.ts';
import { createPlaybook } from '../../src/engine/playbook.ts';
import { CountersignError } from '../../src/errors/countersign-error.ts';
import { formatLocation } from '../../src/errors/source-location.ts';
import { lint } from '../../src/lint/lint.ts';
import { loadContract } from '../../src/load/load-contract.ts';
import { countOutcomes, type Result } from '../../src/result/result.ts';
import { createValidators } from '../../src/schema/create-validators.ts';
import { describeFindings, verifyInMemory } from '../laws/verify-in-memory.ts';
import { madeUpCredentials } from './made-up-credentials.ts';
import type { HeldRow, Row } from './row.ts';

/**
 * One document through load, compile, lint, mock and closure. Never rejects.
 * @param name what the row calls it
 */
export async function judgeDocument(
  path: string,
  name: string,
  perspective: Perspective['value'] | 'auto' = 'auto',
): Promise<Row> {
  const began = performance.now();
  const base = (): { document: string; ms: number } => ({
    document: name,
    ms: Math.round(performance.now() - began),
  });
  try {
    const loaded = await loadContract(path, { cache: false, perspective });
    const { contract } = loaded;
    const bundle = await loaded.bundle();
    const problems = [
      ...loaded.problems,
      ...lint(contract, bundle, createValidators(contract), loaded.problems),
    ];
    const result = await verifyInMemory(contract, [], { credentials: madeUpCredentials(contract) });
    const bugs = describeFindings(result, ['skipped']).filter((line) => line.includes('bug in Countersign'));
    if (bugs.length > 0) return { kind: 'crashed', ...base(), reason: bugs.join('\n') };
    return {
      kind: 'held',
      ...base(),
      ...closureOf(result),
      perspective: contract.perspective.value,
      problems: problems.length,
      mute: muteMessages(contract),
    };
  } catch (error) {
    if (error instanceof CountersignError)
      return { kind: 'refused', ...base(), code: error.code, reason: inOneLine(error, path) };
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { kind: 'crashed', ...base(), reason };
  }
}

type Closure = Omit<HeldRow, 'kind' | 'document' | 'ms' | 'perspective' | 'problems' | 'mute'>;

function closureOf(result: Result): Closure {
  const counts = countOutcomes(result.cases);
  const open = result.coverage.promises.filter(({ exercised }) => !exercised);
  const reasons = new Map<string, string[]>();
  for (const { id, reason = '' } of open)
    if (reason !== '') reasons.set(reason, [...(reasons.get(reason) ?? []), id]);
  return {
    promises: result.coverage.total,
    exercised: result.coverage.exercised,
    observed: counts.observed,
    notObserved: counts['not-observed'],
    skipped: counts.skipped,
    reasons: [...reasons].map(([reason, promises]) => ({ reason, promises })),
    silent: open.filter(({ reason = '' }) => reason === '').map(({ id }) => id),
    falseAlarms: describeFindings(result, ['failed', 'warned']),
  };
}

/** Messages of the server for which the mock has nothing to say. */
function muteMessages(contract: Contract): readonly MessageId[] {
  const playbook = createPlaybook(contract, createValidators(contract), 1);
  const said = new Set(contract.endpoints.flatMap(({ messages }) => messages.server));
  return [...said].filter((id) => playbook.payload(id, undefined, 0) === undefined);
}

function inOneLine(error: CountersignError, path: string): string {
  const { message, at, problems } = error;
  const errors = problems.filter(({ severity }) => severity === 'error');
  const place = at === undefined ? '' : ` (line ${formatLocation(at).replace(/^.*?:(\d+:\d+)$/, '$1')})`;
  const more = errors.length > 1 ? ` and ${errors.length - 1} more` : '';
  return `${message.replace(`${path} `, '').replaceAll(/\s+/g, ' ')}${place}${more}`;
}
