import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { CHECKS } from '../src/checks/checks.ts';
import { EXTENSION_SCHEMA } from '../src/compile/extension-schema.ts';
import { isJsonObject, type Json } from '../src/contract/json.ts';
import { checkExtension } from '../src/schema/check-extension.ts';
import { ROOT } from './architecture/source-file.ts';
import { extensionPage, propertiesOf } from './reference/extension-page.ts';
import { publishedSchema } from './reference/published-schema.ts';

/** UPDATE_REFERENCE=1 writes the files anew. */
const update = process.env.UPDATE_REFERENCE === '1';

describe('what is written from the schema of x-countersign is up to date', () => {
  test.each([
    ['schema/x-countersign.schema.json', () => `${JSON.stringify(publishedSchema(), null, 2)}\n`],
    ['docs/reference/x-countersign.md', extensionPage],
  ])('%s', (path, write) => {
    const text = write();
    if (update) writeFileSync(join(ROOT, path), text);
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text);
  });

  test('and is part of the package', () => {
    const { files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { files: string[] };
    expect(files).toContain('schema');
  });
});

const owners = ['root', 'server', 'channel', 'operation', 'securityScheme'];
const keys = owners.flatMap((owner) =>
  Object.entries(propertiesOf(owner)).map(([name, schema]) => [owner, name, schema] as const),
);

describe('every key says what it does', () => {
  test.each(keys)('%s %s', (owner, name, schema) => {
    expect(schema.description).toMatch(/\. Default: .+\.$/);
    expect(schema.mock).toMatch(/\.$/);
    expect(schema.verify).toMatch(/\.$/);
    const checks = [...String(schema.verify).matchAll(/`([a-z-]+\.[a-z-]+)`/g)].map(([, id]) => id);
    expect(CHECKS.map(({ id }) => id)).toEqual(expect.arrayContaining(checks));
    const examples = schema.examples as readonly Json[];
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      expect(checkExtension(EXTENSION_SCHEMA, owner, { [name]: example })).toEqual([]);
    }
    if (schema.default !== undefined) {
      expect(checkExtension(EXTENSION_SCHEMA, owner, { [name]: schema.default })).toEqual([]);
    }
  });
});

describe('the published schema', () => {
  const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false });
  const validate = ajv.compile(publishedSchema());

  test.each([
    ['asyncapi.yaml of a reader who says nothing', { asyncapi: '3.0.0' }, true],
    ['a key at the root', { 'x-countersign': { perspective: 'server' } }, true],
    ['a slip at the root', { 'x-countersign': { perspectiv: 'server' } }, false],
    ['a slip on a server', { servers: { a: { 'x-countersign': { missingOrigin: 'no' } } } }, false],
    ['a slip on a channel', { channels: { a: { 'x-countersign': { greeting: 'welcome' } } } }, false],
    ['a slip on an operation', { operations: { a: { 'x-countersign': { every: 5 } } } }, false],
    [
      'a slip on an operation of AsyncAPI 2',
      { channels: { a: { publish: { 'x-countersign': { every: 5 } } } } },
      false,
    ],
    ['a slip on a component', { components: { channels: { a: { 'x-countersign': { absent: 1 } } } } }, false],
  ])('%s', (_, document, good) => {
    expect(validate(document)).toBe(good);
  });

  test('has none of the keywords that only Countersign reads', () => {
    const found = new Set<string>();
    const visit = (value: Json): void => {
      if (Array.isArray(value)) value.forEach(visit);
      else if (isJsonObject(value)) {
        for (const [key, item] of Object.entries(value)) {
          if (['fix', 'mock', 'verify', 'on'].includes(key)) found.add(key);
          visit(item);
        }
      }
    };
    visit(publishedSchema());
    expect([...found]).toEqual([]);
  });
});
