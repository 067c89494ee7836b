import { expect, test } from 'vitest';
import { runCell } from './run-cell.ts';
import { ZOO } from './zoo.ts';

/** A few servers that start in no time: the whole zoo is a proof (`npm run zoo`, `npm run proofs`). */
const FEW = [
  'ws-origin',
  'ws-token',
  'express',
  'upgrade-wrong-accept',
  'tcp-redis',
  'tls-expired',
  'ws-restarts',
];

test.concurrent.each(FEW)('%s is diagnosed right', async (name) => {
  const animal = ZOO.find((each) => each.name === name);
  const running = await animal?.start();
  if (animal === undefined || running === undefined) throw new Error(`There is no ${name}.`);
  try {
    for (const cell of animal.cells) {
      const { outcome, diagnosed } = await runCell(cell, running);
      expect(outcome, `${cell.cause}\n${diagnosed.text}`).toBe('right');
    }
  } finally {
    await running.stop();
  }
});
