import { expect, test } from 'vitest';
import { PHASES } from '../checks/phase.ts';
import { VERIFY_OPTIONS } from './verify-options.ts';

test('--phase names every phase that there is', () => {
  expect(VERIFY_OPTIONS.phase.details).toBe(`${PHASES.slice(0, -1).join(', ')} or ${PHASES.at(-1)}.`);
});
