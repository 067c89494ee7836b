import type { Check } from '../../src/checks/check.ts';
import { PHASES, PROFILE_PHASES } from '../../src/checks/phase.ts';
import { phaseOf } from '../../src/checks/phase-of.ts';
import { CATALOGUE, NOT_CHECKED } from './check-catalogue.ts';

/** `docs/reference/checks.md`: one section per check, all of it from the check itself. */
export function checksPage(checks: readonly Check[]): string {
  return `${[HEAD, profiles(), table(checks), catalogue(checks), ...checks.map(section)].join('\n\n')}\n`;
}

/** Ids of rows that a check names: `H3–H11, R9` → H3, H4, … H11, R9. */
export function rowsOf({ row = '' }: Pick<Check, 'row'>): readonly string[] {
  return row.split(/,\s*/).flatMap((part) => {
    const range = /^([A-Z])(\d+)–[A-Z](\d+)$/.exec(part);
    if (range === null) return part === '' ? [] : [part];
    const [, letter = '', from = '0', to = '0'] = range;
    return Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => `${letter}${Number(from) + i}`);
  });
}

const HEAD = `# Checks

What \`countersign verify\` holds a backend to. A check **fails** only where the document, or its \`x-countersign\`, promises
something and the backend breaks it. A breach of RFC 6455 **warns** (\`--profile protocol\` makes it fail), except an
answer to a good handshake that no browser takes, which fails. What nobody promised is **observed**: shown, with the line
that would make it a promise. \`--only <check>\` runs one, in any profile; \`--skip <check>\` leaves it out.

This page is written by \`UPDATE_DOCS=1 npx vitest run test/checks-docs.test.ts\`.`;

function profiles(): string {
  const names = Object.keys(PROFILE_PHASES) as (keyof typeof PROFILE_PHASES)[];
  return [
    '## Profiles and phases',
    '',
    'Each check belongs to a phase, and `--profile` chooses phases. `safe` leaves out, in each of its phases, what sends',
    'frames that the document does not allow.',
    '',
    `| phase | ${names.join(' | ')} |`,
    `| --- |${names.map(() => ' --- |').join('')}`,
    ...PHASES.map(
      (phase) =>
        `| ${phase} | ${names.map((name) => (PROFILE_PHASES[name].includes(phase) ? 'yes' : '')).join(' | ')} |`,
    ),
  ].join('\n');
}

function table(checks: readonly Check[]): string {
  return [
    '## All checks',
    '',
    '| check | phase | true when it passes |',
    '| --- | --- | --- |',
    ...checks.map(
      (check) => `| [${check.id}](#${anchor(check.id)}) | ${phaseOf(check)} | ${cell(check.title)} |`,
    ),
  ].join('\n');
}

function catalogue(checks: readonly Check[]): string {
  const by = new Map<string, string[]>();
  for (const check of checks)
    for (const row of rowsOf(check))
      by.set(row, [...(by.get(row) ?? []), `[${check.id}](#${anchor(check.id)})`]);
  return [
    '## What is known to go wrong',
    '',
    'The catalogue that the checks were made from: what can go wrong with a WebSocket, and what looks for it.',
    '',
    '| row | what | looked for by |',
    '| --- | --- | --- |',
    ...Object.entries(CATALOGUE).map(
      ([row, what]) =>
        `| ${row} | ${cell(what)} | ${by.get(row)?.join(', ') ?? `— ${cell(NOT_CHECKED[row] ?? '')}`} |`,
    ),
  ].join('\n');
}

function section(check: Check): string {
  const { id, title, area, source, explain, row, serial, sendsInvalid, follows } = check;
  const facts = [
    `phase \`${phaseOf(check)}\``,
    `area \`${area}\``,
    ...(row === undefined ? [] : [`rows ${row}`]),
    ...(serial === true ? ['has the backend for itself'] : []),
    ...(sendsInvalid === true ? ['not with `--profile safe`'] : []),
  ];
  return [
    `## ${id}`,
    `${prose(title)}.`,
    prose(explain),
    `_From:_ ${prose(source)}`,
    facts.join(' · '),
    ...(follows === undefined
      ? []
      : [
          `Not told where ${follows.map((one) => `[${one.check}](#${anchor(one.check)})`).join(' or ')} tells the same cause.`,
        ]),
  ].join('\n\n');
}

/** As GitHub makes one of a heading. */
function anchor(id: string): string {
  return id.replaceAll('.', '');
}

function prose(text: string): string {
  return text.replaceAll(/[*_<](?![^`]*`(?:[^`]*`[^`]*`)*[^`]*$)/g, '\\$&');
}

function cell(text: string): string {
  return prose(text).replaceAll('|', '\\|');
}
