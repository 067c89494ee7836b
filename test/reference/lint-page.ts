import type { LintRule } from '../../src/lint/rule.ts';

/** `docs/reference/lint.md`: one section per rule, all of it from the rule itself. */
export function lintPage(rules: readonly LintRule[]): string {
  return `${[HEAD, table(rules), ...rules.map(section)].join('\n\n')}\n`;
}

const HEAD = `# Lint rules

What \`countersign lint <document>\` looks for, beyond what the AsyncAPI specification demands. An _error_ is a promise
that cannot be kept, a _warning_ one that is probably not meant, an _info_ a remark. \`countersign lint --explain <rule>\`
prints one of these sections; \`--fail-on warn\` makes warnings count; \`--format github\` and \`--format sarif\` put the
problems where they are reviewed.

This page is written by \`UPDATE_DOCS=1 npx vitest run test/lint-docs.test.ts\`, and each of its examples is linted there.`;

function table(rules: readonly LintRule[]): string {
  return [
    '| rule | severity | true when nothing is found |',
    '| --- | --- | --- |',
    ...rules.map(({ id, severity, title }) => `| [${id}](#${id}) | ${severity} | ${cell(title)} |`),
  ].join('\n');
}

function section({ id, title, severity, explain, example }: LintRule): string {
  return [
    `## ${id}`,
    `_${severity}_ · ${prose(title)}`,
    prose(explain),
    'Found in:',
    fence(example.wrong),
    'Not in:',
    fence(example.right),
  ].join('\n\n');
}

function fence(text: string): string {
  return ['```yaml', text, '```'].join('\n');
}

/** A pattern such as ^(a+)+$ is no emphasis, and {x} no link. */
function prose(text: string): string {
  return text.replaceAll(/[*_<]/g, '\\$&');
}

function cell(text: string): string {
  return prose(text).replaceAll('|', '\\|');
}
