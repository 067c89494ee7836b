import type { ConformanceAdapter } from './adapter.ts';
import { CAPABILITIES, type Capability } from './capability.ts';
import type { ConformanceResult } from './run-conformance.ts';

/** Markdown: what each transport can do, by what it declares to lack and by what the run found. */
export function capabilityTable(
  adapters: readonly Pick<ConformanceAdapter, 'name' | 'lacks'>[],
  results: readonly ConformanceResult[],
): string {
  const notes: string[] = [];
  const noteOf = (reason: string): string => {
    if (!notes.includes(reason)) notes.push(reason);
    return `no [${notes.indexOf(reason) + 1}]`;
  };
  const count = (name: string, outcome: ConformanceResult['outcome']): number =>
    results.filter((one) => one.adapter === name && one.outcome === outcome).length;
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const names = adapters.map(({ name }) => name);
  const rows = (Object.keys(CAPABILITIES) as Capability[]).map((capability) =>
    row([
      CAPABILITIES[capability],
      ...adapters.map(({ lacks }) => {
        const reason = lacks[capability];
        return reason === undefined ? 'yes' : noteOf(reason);
      }),
    ]),
  );
  const total = (title: string, outcome: ConformanceResult['outcome']): string =>
    row([title, ...names.map((name) => String(count(name, outcome)))]);
  return [
    row(['', ...names]),
    row(['---', ...names.map(() => '---')]),
    ...rows,
    total('*cases that pass*', 'passed'),
    total('*cases that fail*', 'failed'),
    total('*cases that are skipped, for want of one of these*', 'skipped'),
    '',
    ...notes.map((reason, index) => `${index + 1}. ${reason}`),
  ].join('\n');
}
