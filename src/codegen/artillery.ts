import type { Contract } from '../contract/contract.ts';
import { isRequest } from '../contract/queries.ts';
import { camelCase } from './names.ts';
import { headerLine, type Origin, oneLine, quoted, variable } from './source-text.ts';

/** A conversation that a virtual user has. */
export interface LoadCase {
  /** As `countersign/artillery` knows it. */
  readonly key: string;
  readonly title: string;
  /** Ids of the promises that it is about. */
  readonly covers: readonly string[];
}

export interface ArtilleryOptions {
  readonly cases: readonly LoadCase[];
  readonly target: string;
  /** Security schemes whose credentials come from the environment. */
  readonly schemes: readonly string[];
  /** The other files, as this one names them. */
  readonly contract: string;
  readonly processor: string;
}

/** The script of a load test for Artillery 2: who comes, how many, and what must hold. */
export function artilleryScript(contract: Contract, origin: Origin, options: ArtilleryOptions): string {
  const cases = named(options.cases);
  const promised = new Set(cases.flatMap(({ covers }) => withinOf(contract, covers) ?? []));
  const thresholds = [...promised]
    .sort((a, b) => a - b)
    .map((within) => `      - 'countersign.reply_time.within_${within}.p95': ${within}`);
  return [
    headerLine(origin).replace(/^\/\//, '#'),
    `# It needs Node 22.18 or later: npx artillery run ${options.processor.replace(/^\.\//, '').replace(/\.processor\.mjs$/, '.yml')}`,
    '# More users: --overrides \'{"config":{"phases":[{"duration":60,"arrivalRate":100}]}}\'; another backend: TARGET=wss://…',
    'config:',
    `  target: ${quotedYaml(options.target)}`,
    `  processor: ${quotedYaml(options.processor)}`,
    '  phases:',
    '    - { name: warm up, duration: 10, arrivalRate: 1, rampTo: 10 }',
    '    - { name: load, duration: 60, arrivalRate: 10 }',
    '  plugins:',
    '    ensure: {}',
    '  ensure:',
    ...(thresholds.length === 0
      ? []
      : ['    # ms, as the document promises: within.', '    thresholds:', ...thresholds]),
    '    conditions:',
    "      - expression: 'countersign.broken == 0'",
    "      - expression: 'countersign.skipped == 0'",
    "      - expression: 'vusers.failed == 0'",
    'scenarios:',
    ...cases.flatMap(({ key, title, user }) => [
      `  # ${oneLine(title)}`,
      `  - name: ${quotedYaml(key)}`,
      '    flow:',
      `      - function: ${user}`,
    ]),
    '',
  ].join('\n');
}

/** The functions that the script names. */
export function artilleryProcessor(whole: Contract, origin: Origin, options: ArtilleryOptions): string {
  const { cases, target, schemes, contract } = options;
  return [
    headerLine(origin),
    "import { loadTest } from 'countersign/artillery';",
    `import contract from ${quoted(contract)} with { type: 'json' };`,
    '',
    'const load = loadTest(contract, {',
    `  target: process.env.TARGET ?? ${quoted(target)},`,
    ...(schemes.length === 0
      ? []
      : [
          '  credentials: {',
          ...schemes.map((name) => `    ${quoted(name)}: () => process.env.${variable(name)} ?? '',`),
          '  },',
        ]),
    '});',
    '',
    ...named(cases).map(({ key, metric, user, covers }) => {
      const within = withinOf(whole, covers);
      const time = within === undefined ? '' : `, ${within}`;
      return `export const ${user} = load.user(${quoted(key)}, ${quoted(metric)}${time});`;
    }),
    '',
  ].join('\n');
}

interface NamedCase extends LoadCase {
  /** A part of a metric's name: letters, digits and `_`, for Artillery calculates with it. */
  readonly metric: string;
  /** The name of its function. */
  readonly user: string;
}

function named(cases: readonly LoadCase[]): readonly NamedCase[] {
  const taken = new Set<string>();
  return cases.map((one) => {
    const base = one.key.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_|_$/g, '');
    let metric = base;
    for (let number = 2; taken.has(metric); number += 1) metric = `${base}_${number}`;
    taken.add(metric);
    return { ...one, metric, user: camelCase(`user_${metric}`) + (metric === base ? '' : '_') };
  });
}

/** The longest wait, in ms, that the document promises for anything in this conversation. */
function withinOf({ endpoints, scenarios }: Contract, covers: readonly string[]): number | undefined {
  const promised = new Set(covers);
  const replies = endpoints.flatMap(({ id, operations }) =>
    operations
      .filter(isRequest)
      .flatMap((operation) =>
        operation.messages.some((message) => promised.has(`${id}:request.${operation.id}.${message}`))
          ? (operation.reply?.within?.value ?? [])
          : [],
      ),
  );
  const steps = scenarios
    .filter(({ name }) => promised.has(`scenario:${name}`))
    .flatMap((scenario) =>
      scenario.steps.flatMap((step) => (step.kind === 'server' ? (step.within ?? []) : [])),
    );
  const all = [...replies, ...steps];
  return all.length === 0 ? undefined : Math.max(...all);
}

function quotedYaml(text: string): string {
  return JSON.stringify(text);
}
