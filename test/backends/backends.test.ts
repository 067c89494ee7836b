import { describe, expect, test } from 'vitest';
import { falseAlarms, PROFILES } from '../kill/backends.ts';
import { GOOD_BACKENDS } from './good-backends.ts';
import { ODD_BACKENDS } from './odd/odd-backends.ts';

/** A false alarm on an honest backend is the worst that a runner can do. */
for (const backend of [...GOOD_BACKENDS, ...ODD_BACKENDS])
  describe.skipIf(backend.missing() !== undefined)(`${backend.name} keeps its contract`, () => {
    test.each(PROFILES)('and nothing is said against it with --profile %s', async (profile) => {
      expect(await falseAlarms(backend, profile)).toEqual([]);
    });
  });
