import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXIT } from '../src/result/exit-code.ts';
import { ROOT } from './architecture/source-file.ts';
import { runScenario } from './scenarios/run-scenario.ts';
import { type Outcome, parseScenarios, rewriteScenarios } from './scenarios/scenario-file.ts';

const folder = join(ROOT, 'test/scenarios');
const update = process.env.UPDATE_SCENARIOS === '1';

beforeAll(() => {
  if (!existsSync(join(ROOT, 'dist/cli/main.js'))) {
    throw new Error('Scenarios run the built command, and there is none: npm run build');
  }
});

describe.each(readdirSync(folder).filter((name) => name.endsWith('.md')))('%s', (name) => {
  const path = join(folder, name);
  const text = readFileSync(path, 'utf8');
  const { files, scenarios } = parseScenarios(text);
  const outcomes: Outcome[] = [];

  test.concurrent.each(scenarios.map((scenario, index) => [scenario.title, scenario, index] as const))(
    '%s',
    async (_title, scenario, index) => {
      const outcome = await runScenario(scenario, files);
      // A bug is nothing to expect: it is not written down, even when asked to.
      expect(outcome, outcome.stderr).not.toMatchObject({ exit: EXIT.bug });
      outcomes[index] = outcome;
      if (!update) expect(outcome).toEqual(scenario.expected);
    },
  );

  afterAll(() => {
    if (update) writeFileSync(path, rewriteScenarios(text, outcomes));
  });
});

test('rewriting a scenario with its own outcome changes nothing', () => {
  const text = readFileSync(join(folder, 'command-line.md'), 'utf8');
  const outcomes = parseScenarios(text).scenarios.map(({ expected }) => expected);
  expect(rewriteScenarios(text, outcomes)).toBe(text);
});
