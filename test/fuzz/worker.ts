import { exercise } from './exercise.ts';
import type { FuzzCase } from './fuzz-case.ts';

/** A process of its own, so that a document that hangs or eats all memory takes nothing else with it. */
process.on('message', (fuzzCase: FuzzCase) => {
  void exercise(fuzzCase).then((outcome) => process.send?.(outcome));
});
process.on('disconnect', () => process.exit());
