import type { CaseResult, Outcome, Result } from './result.ts';

/** Findings that a team knows and lives with for now. A file of its own, kept beside the code. */
export interface Baseline {
  readonly format: 1;
  /** In the order of their keys, each key once. */
  readonly accepted: readonly AcceptedFinding[];
}

export interface AcceptedFinding {
  readonly key: string;
  /** What was accepted. A warning that has become a failure is a new finding. */
  readonly outcome: 'failed' | 'warned';
  /** As it was said then; for people. */
  readonly message: string;
}

const MENDED: ReadonlySet<Outcome> = new Set(['passed', 'observed']);

/** Marks what the baseline accepts, and says what of it is mended. What was not judged is neither. */
export function applyBaseline(result: Result, baseline: Baseline, file: string): Result {
  const accepted = new Map(baseline.accepted.map((one) => [one.key, one]));
  return {
    ...result,
    cases: result.cases.map((one) =>
      isAccepted(one, accepted.get(one.key)) ? { ...one, known: true as const } : one,
    ),
    baseline: {
      file,
      mended: result.cases
        .filter(({ key, finding }) => accepted.has(key) && MENDED.has(finding.outcome))
        .map(({ key }) => key),
    },
  };
}

function isAccepted({ finding }: CaseResult, accepted: AcceptedFinding | undefined): boolean {
  if (accepted === undefined) return false;
  return finding.outcome === 'warned' || (finding.outcome === 'failed' && accepted.outcome === 'failed');
}

/** The baseline that accepts this result. What was not judged this time (`--only`, a skipped case) stays as it was. */
export function updateBaseline(result: Result, before: Baseline | undefined): Baseline {
  const judged = new Set(
    result.cases
      .filter(({ finding }) => finding.outcome !== 'skipped' && finding.outcome !== 'not-observed')
      .map(({ key }) => key),
  );
  const kept = (before?.accepted ?? []).filter(({ key }) => !judged.has(key));
  const found = result.cases.flatMap(({ key, finding: { outcome, message } }): readonly AcceptedFinding[] =>
    outcome === 'failed' || outcome === 'warned' ? [{ key, outcome, message }] : [],
  );
  return {
    format: 1,
    accepted: [...kept, ...found].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)),
  };
}

/** Reads a baseline file. Returns what is wrong with it, in a sentence, where it is none. */
export function parseBaseline(text: string): Baseline | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return `It is no JSON: ${error instanceof Error ? error.message : String(error)}.`;
  }
  if (typeof json !== 'object' || json === null || !('format' in json) || json.format !== 1)
    return 'It has no "format": 1.';
  if (!('accepted' in json) || !Array.isArray(json.accepted)) return 'It has no list "accepted".';
  const wrong = json.accepted.findIndex((one: unknown) => !isAcceptedFinding(one));
  if (wrong >= 0) return `/accepted/${wrong} needs a key, an outcome (failed or warned) and a message.`;
  return { format: 1, accepted: json.accepted as readonly AcceptedFinding[] };
}

function isAcceptedFinding(one: unknown): one is AcceptedFinding {
  if (typeof one !== 'object' || one === null) return false;
  const { key, outcome, message } = one as Partial<Record<keyof AcceptedFinding, unknown>>;
  return (
    typeof key === 'string' && typeof message === 'string' && (outcome === 'failed' || outcome === 'warned')
  );
}
