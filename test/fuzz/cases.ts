import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import type { Json } from '../../src/contract/json.ts';
import { createRandom } from '../../src/engine/random.ts';
import { findDocuments } from '../corpus/find-documents.ts';
import { documentText } from './documents.ts';
import type { FuzzCase } from './fuzz-case.ts';
import { hostileDocuments } from './hostile-documents.ts';
import { mutate } from './mutate.ts';

const ROOT = join(import.meta.dirname, '../..');
const OWN = [
  'asyncapi.yaml',
  ...['bio-mining', 'notifications', 'quotes', 'voice'].map((name) => `fixtures/${name}/asyncapi.yaml`),
];
/** Characters of a document that is mutated; larger ones only take longer. */
const LARGEST = 300_000;

/** The repository's own documents, and those of the corpus where it is there. */
export function seeds(
  corpus: string | undefined,
): readonly { readonly name: string; readonly value: Json }[] {
  const paths = [
    ...OWN.map((name) => ({ name, path: join(ROOT, name) })),
    ...(corpus !== undefined && existsSync(corpus) ? findDocuments(corpus) : []),
  ];
  return paths.flatMap(({ name, path }) => {
    const text = readFileSync(path, 'utf8');
    if (text.length > LARGEST) return [];
    try {
      return [{ name, value: parse(text) as Json }];
    } catch {
      return [];
    }
  });
}

/** The documents that are made to hurt. */
export function hostileCases(): readonly FuzzCase[] {
  return Object.entries(hostileDocuments()).map(([name, text]) => ({ name, text, validate: false, seed: 1 }));
}

/** Endless: a mutant, a damaged text, a made-up document, in turn. One in twenty is shown to the parser, too. */
export function* randomCases(seed: number, corpus: string | undefined): Generator<FuzzCase> {
  const random = createRandom(seed);
  const documents = seeds(corpus);
  for (let index = 0; ; index += 1) {
    const { name, value } = random.pick(documents) ?? { name: 'nothing', value: null };
    const own = { validate: index % 20 === 0, seed: random.integer(1, 1_000_000) };
    if (index % 3 === 0) {
      yield { ...own, name: `mutant ${index} of ${name}`, text: JSON.stringify(mutate(value, random)) };
    } else if (index % 3 === 1) {
      const text = JSON.stringify(mutate(value, random), null, 1);
      const at = random.integer(0, text.length);
      const until = at + random.integer(0, 3);
      const junk = random.pick([
        '',
        '"',
        '{',
        '}',
        '&a ',
        '*a',
        ': ',
        '- ',
        '\t',
        '\n',
        '!!binary ',
        '%',
        '---\n',
        '<<: ',
      ]);
      yield {
        ...own,
        name: `damaged ${index} of ${name}`,
        text: text.slice(0, at) + junk + text.slice(until),
      };
    } else {
      const [text = ''] = fc.sample(documentText, { seed: own.seed, numRuns: 1 });
      yield { ...own, name: `made up ${index}`, text };
    }
  }
}
