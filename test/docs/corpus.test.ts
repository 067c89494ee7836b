import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CountersignError } from '../../src/errors/countersign-error.ts';
import { loadContract } from '../../src/load/load-contract.ts';
import { findDocuments } from '../corpus/find-documents.ts';
import { siteBreaches } from './site-breaches.ts';

/** Real documents that other people wrote; they are not part of the repository. */
const CORPUS = process.env.CORPUS ?? '/work/shared/corpus';
const documents = existsSync(CORPUS) ? findDocuments(CORPUS) : [];

test.skipIf(documents.length === 0)(
  'the docs of every document of the corpus have no dead link, no doubled id and no foreign markup',
  async () => {
    const breaches: Record<string, readonly string[]> = {};
    let written = 0;
    for (const { name, path } of documents) {
      const loaded = await loadContract(path, { cache: false, validate: false }).catch((error: unknown) => {
        if (error instanceof CountersignError) return undefined;
        throw error;
      });
      if (loaded === undefined) continue;
      written += 1;
      const found = await siteBreaches(loaded.contract);
      if (found.length > 0) breaches[name] = found.slice(0, 5);
    }
    expect(breaches).toEqual({});
    expect(written).toBeGreaterThan(documents.length / 3);
  },
);
