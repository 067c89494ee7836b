import type { Log, ReportingDescriptor, Result, Run } from 'sarif';
import type { SourceLocation } from '../errors/source-location.ts';

/** A rule that a finding can be about: a check, or a lint rule. */
export interface SarifRule {
  readonly id: string;
  /** One sentence. */
  readonly title: string;
  /** Why it matters, and what to do. */
  readonly explain?: string;
}

export interface SarifFinding {
  /** The id of its rule; one that `rules` does not name is added to them. */
  readonly rule: string;
  readonly level: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly at: SourceLocation;
  /** Same cause, same key: GitHub tells by it whether an alert is a new one. Default: rule, file and pointer. */
  readonly key?: string;
  /** Against a baseline; absent: there is none. */
  readonly state?: 'new' | 'unchanged' | 'absent';
}

export interface SarifOptions {
  /** Of Countersign. */
  readonly version?: string;
  readonly rules: readonly SarifRule[];
  readonly findings: readonly SarifFinding[];
}

/** A SARIF 2.1.0 log of one run (OASIS standard), with every finding at its place in the document. Ends with a line break. */
export function renderSarifLog({ version, rules, findings }: SarifOptions): string {
  const used = new Map(
    findings.map(({ rule }) => [rule, rules.find(({ id }) => id === rule) ?? { id: rule, title: rule }]),
  );
  const descriptors = [...used.values()];
  const run: Run = {
    tool: {
      driver: {
        name: 'Countersign',
        ...(version === undefined ? {} : { semanticVersion: version }),
        rules: descriptors.map(descriptorOf),
      },
    },
    columnKind: 'utf16CodeUnits',
    results: findings.map((finding) =>
      resultOf(
        finding,
        descriptors.findIndex(({ id }) => id === finding.rule),
      ),
    ),
  };
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [run],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptorOf({ id, title, explain }: SarifRule): ReportingDescriptor {
  return {
    id,
    shortDescription: { text: title },
    ...(explain === undefined ? {} : { fullDescription: { text: explain }, help: { text: explain } }),
  };
}

function resultOf({ rule, level, message, at, key, state }: SarifFinding, ruleIndex: number): Result {
  return {
    ruleId: rule,
    ruleIndex,
    level,
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(at.file) },
          ...(at.line === 0 ? {} : { region: { startLine: at.line, startColumn: Math.max(1, at.column) } }),
        },
        ...(at.pointer === '' ? {} : { logicalLocations: [{ fullyQualifiedName: at.pointer }] }),
      },
    ],
    partialFingerprints: { 'countersign/v1': key ?? `${rule} ${at.file} ${at.pointer}` },
    ...(state === undefined ? {} : { baselineState: state }),
  };
}

/** SARIF §3.4.3: a URI reference (RFC 3986). A file is named as the user named it. */
function uriOf(file: string): string {
  if (file === '-') return 'stdin';
  if (/^https?:/i.test(file)) return file;
  const path = file
    .replaceAll('\\', '/')
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');
  if (path.startsWith('/')) return `file://${path}`;
  // A drive letter, or a first segment with a colon that would be taken for a scheme, has been percent-encoded.
  return path;
}
