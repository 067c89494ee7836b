import type { Cause } from '../../src/diagnose/cause.ts';
import type { Animal } from '../zoo/animal.ts';

/** `docs/reference/causes.md`: one section per cause, all of it from the cause itself and from the zoo. */
export function causesPage(causes: readonly Cause[], zoo: readonly Animal[]): string {
  return `${[HEAD, table(causes), ...causes.map((cause) => section(cause, zoo))].join('\n\n')}\n`;
}

const HEAD = `# Causes

Why a WebSocket is not connected, or of no use: what \`countersign diagnose <url>\` can find out. A verdict is _proven_ by
two answers that differ in one factor, or by one answer that says it itself; _likely_ where everything that was asked
fits; else it names the causes that fit, and what would tell them apart. Of several that are equally sure the first one
of this list is the verdict.

At the end of a section stand the servers of the zoo that fail in this way: \`npm run zoo -- start <name>\` starts one, and
prints what to ask it. Written by \`UPDATE_DOCS=1 npx vitest run test/causes-docs.test.ts\`.`;

function table(causes: readonly Cause[]): string {
  return [
    '| cause | what it is |',
    '| --- | --- |',
    ...causes.map(
      ({ id, title }) => `| [${id}](#${id.toLowerCase()}) | ${prose(title).replaceAll('|', '\\|')} |`,
    ),
  ].join('\n');
}

function section({ id, title, explain }: Cause, zoo: readonly Animal[]): string {
  const names = zoo.filter(({ cells }) => cells.some(({ cause }) => cause === id)).map(({ name }) => name);
  return [
    `## ${id}`,
    `${prose(title)}.`,
    prose(explain),
    ...(names.length === 0 ? [] : [`In the zoo: ${names.map((name) => `\`${name}\``).join(', ')}.`]),
  ].join('\n\n');
}

/** A pattern such as a*b is no emphasis, and <x> no tag. */
function prose(text: string): string {
  return text.replaceAll(/[*_<]/g, '\\$&');
}
