import type { Contract } from '../contract/contract.ts';
import { isRequest } from '../contract/queries.ts';
import { camelCase } from './names.ts';
import { headerLine, type Origin, oneLine, quoted, variable } from './source-text.ts';

/** A conversation that virtual users can have. */
export interface LoadConversation {
  /** `exchange.reply/<endpoint>/<operation>/<message>`, or the key of its one case. */
  readonly key: string;
  readonly title: string;
  /** Ids of the promises that it is about; empty: what is sent in it gets no reply that is promised. */
  readonly covers: readonly string[];
  /** What can be said in it, one for each example: keys of cases, as `countersign/artillery` knows them. */
  readonly cases: readonly string[];
}

export interface ArtilleryOptions {
  readonly conversations: readonly LoadConversation[];
  readonly target: string;
  /** Security schemes whose credentials come from the environment. */
  readonly schemes: readonly string[];
  /** What the script is called. */
  readonly script: string;
  /** The other files, as the script and the processor name them. */
  readonly contract: string;
  readonly processor: string;
}

/** The script of a load test for Artillery 2: who comes, how many, and what must hold. The user's own once it is written. */
export function artilleryScript(contract: Contract, origin: Origin, options: ArtilleryOptions): string {
  const users = usersOf(contract, options.conversations);
  const promised = new Set(users.flatMap(({ within }) => within ?? []));
  const thresholds = [...promised]
    .sort((a, b) => a - b)
    .map((within) => `      - 'countersign.reply_time.within_${within}.p95': ${within}`);
  const { schemes } = options;
  return [
    `# A load test of ${oneLine(origin.title)} ${oneLine(origin.version)}, begun by countersign generate artillery. It is yours: phases, weights and thresholds.`,
    `# Artillery 2 needs Node 22.18 or later: npx artillery run ${options.script}`,
    'config:',
    '  # Another: --target, or the environment variable TARGET.',
    `  target: ${quotedYaml(options.target)}`,
    `  processor: ${quotedYaml(options.processor)}`,
    '  variables:',
    '    # Seconds that a connection stays open after its conversation: what comes meanwhile is judged, too.',
    '    hold: 5',
    ...(schemes.length === 0
      ? []
      : [
          `  # Credentials of all: ${schemes.map(variable).join(', ')}. Each virtual user its own, from a CSV file:`,
          `  # payload: { path: users.csv, fields: [${schemes.map(quotedYaml).join(', ')}], order: sequence }`,
        ]),
    '  # Open connections: arrivals in a second × seconds that a conversation takes, with its hold.',
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
    ...[
      'countersign.broken',
      'countersign.refused',
      'countersign.dropped',
      'countersign.skipped',
      'vusers.failed',
    ].map((counter) => `      - expression: '${counter} == 0'`),
    'scenarios:',
    ...users.flatMap(({ key, title, user }) => [
      `  # ${oneLine(title)}`,
      `  - name: ${quotedYaml(key)}`,
      '    weight: 1',
      '    flow:',
      `      - function: ${user}`,
    ]),
    '',
  ].join('\n');
}

/** Conversations that a script of the user's does not have, by their functions. */
export function missingUsers({ conversations }: ArtilleryOptions, script: string): readonly string[] {
  return named(conversations)
    .map(({ user }) => user)
    .filter((user) => !new RegExp(`\\b${user}\\b`).test(script));
}

/** The functions that the script names. */
export function artilleryProcessor(whole: Contract, origin: Origin, options: ArtilleryOptions): string {
  const { conversations, schemes, contract } = options;
  return [
    headerLine(origin),
    "import { loadTest } from 'countersign/artillery';",
    `import contract from ${quoted(contract)} with { type: 'json' };`,
    '',
    'const load = loadTest(contract, {',
    '  target: process.env.TARGET,',
    ...(schemes.length === 0
      ? []
      : [
          '  credentials: {',
          ...schemes.map((name) => `    ${quoted(name)}: () => process.env.${variable(name)} ?? '',`),
          '  },',
        ]),
    '});',
    ...usersOf(whole, conversations).flatMap(({ key, user, title, cases, within }) => [
      '',
      `// ${oneLine(title)}`,
      `export const ${user} = load.user(${quoted(key)}, {`,
      ...(cases.length === 1
        ? [`  cases: [${cases.map(quoted).join(', ')}],`]
        : ['  cases: [', ...cases.map((one) => `    ${quoted(one)},`), '  ],']),
      ...(within === undefined ? [] : [`  within: ${within},`]),
      '});',
    ]),
    '',
  ].join('\n');
}

export interface LoadUser extends LoadConversation {
  /** The name of its function. */
  readonly user: string;
  /** ms; absent: the document promises no time. */
  readonly within?: number;
}

/** The virtual users of these conversations, in their order. */
export function usersOf(contract: Contract, conversations: readonly LoadConversation[]): readonly LoadUser[] {
  return named(conversations).map((one) => {
    const within = withinOf(contract, one.covers);
    return { ...one, ...(within === undefined ? {} : { within }) };
  });
}

function named(
  conversations: readonly LoadConversation[],
): readonly (LoadConversation & { readonly user: string })[] {
  const taken = new Set<string>();
  return conversations.map((one) => {
    const base = camelCase(`user_${one.key.replace(/[^A-Za-z0-9]+/g, '_')}`);
    let user = base;
    for (let number = 2; taken.has(user); number += 1) user = `${base}_${number}`;
    taken.add(user);
    return { ...one, user };
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
