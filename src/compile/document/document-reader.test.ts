import { describe, expect, it } from 'vitest';
import { bundleOf } from '../../../test/support/bundle-of.ts';
import { createProblemList } from '../problems.ts';
import { createDocumentReader } from './document-reader.ts';

function read(yaml: string, files: Record<string, string> = {}) {
  const problems = createProblemList();
  const reader = createDocumentReader(bundleOf(yaml, files), problems);
  return { reader, problems, child: (key: string) => reader.child(reader.root, key) };
}

describe('the reader', () => {
  it('follows a chain of references across files and knows where it ends', () => {
    const { child, reader } = read("a: { $ref: 'b.yaml#/x~1y' }", {
      'b.yaml': "x/y: { $ref: 'c.yaml#/list/1' }",
      'c.yaml': 'list: [0, { name: end }]',
    });
    const found = child('a');
    expect(found?.value).toEqual({ name: 'end' });
    expect(found && reader.at(found)).toEqual({ file: 'c.yaml', pointer: '/list/1', line: 1, column: 11 });
  });

  it('follows a pointer that passes through a reference', () => {
    const { child } = read("a: { $ref: '#/b/inner' }\nb: { $ref: '#/c' }\nc: { inner: { name: end } }");
    expect(child('a')?.value).toEqual({ name: 'end' });
  });

  it('finds a file by the $id at its root', () => {
    const { child } = read("a: { $ref: 'https://x.example/s.json#/v' }", {
      's.json': '{ "$id": "https://x.example/s.json", "v": { "name": "end" } }',
    });
    expect(child('a')?.value).toEqual({ name: 'end' });
  });

  it('decodes a percent-encoded fragment', () => {
    const { child } = read("a: { $ref: '#/c%7Bd%7D' }\n'c{d}': { name: end }");
    expect(child('a')?.value).toEqual({ name: 'end' });
  });

  it('finds a key whose "/" somebody forgot to escape, and says how to write it', () => {
    const { child, problems } = read("a: { $ref: '#/b/c/d/e/name' }\nb: { c/d/e: { name: { x: end } } }");
    expect(child('a')?.value).toEqual({ x: 'end' });
    expect(child('a')?.pointer).toBe('/b/c~1d~1e/name');
    expect(problems.all).toEqual([
      {
        severity: 'warning',
        rule: 'document.unresolved-ref',
        message:
          '"#/b/c/d/e/name" points to nothing, and is read as "#/b/c~1d~1e/name": a "/" that is part of a key is written "~1" in a JSON Pointer.',
        at: expect.objectContaining({ pointer: '/a/$ref', line: 1 }),
        fix: 'Write "#/b/c~1d~1e/name".',
      },
    ]);
  });

  it('prefers what a pointer says to what it may mean', () => {
    const { child, problems } = read("a: { $ref: '#/b/c' }\nb: { c: { x: nested } }\nb/c: { x: flat }");
    expect(child('a')?.value).toEqual({ x: 'nested' });
    expect(problems.all).toEqual([]);
  });

  it.each([
    ['nothing there', "a: { $ref: '#/nope' }", '"#/nope" points to nothing.'],
    ['a circle', "a: { $ref: '#/b' }\nb: { $ref: '#/a' }", '"#/b" points to nothing.'],
    ['itself', "a: { $ref: '#/a' }", '"#/a" points to nothing.'],
    ['a circle through its own inside', "a: { $ref: '#/a/b' }", '"#/a/b" points to nothing.'],
    ['a file that could not be had', "a: { $ref: 'gone.yaml#/x' }", '"gone.yaml#/x" points to nothing.'],
    ['an inherited property', "a: { $ref: '#/constructor' }", '"#/constructor" points to nothing.'],
  ])('reports a reference to %s once, at the reference', (_case, yaml, message) => {
    const { child, problems } = read(yaml);
    expect(child('a')).toBeUndefined();
    expect(child('a')).toBeUndefined();
    expect(problems.all).toEqual([
      {
        severity: 'error',
        rule: 'document.unresolved-ref',
        message,
        at: expect.objectContaining({ pointer: '/a/$ref', line: 1, column: 12 }),
        fix: 'Correct the reference, or add what it names.',
      },
    ]);
  });

  it('only warns of a reference to the network that was not fetched', () => {
    const { child, problems } = read("a: { $ref: '#/b' }\nb: { $ref: 'https://x.example/s.json#/v' }");
    expect(child('a')).toBeUndefined();
    expect(problems.all.map(({ severity, rule }) => [severity, rule])).toEqual([
      ['warning', 'document.remote-ref'],
    ]);
  });

  it('says that an x-countersign beside a $ref has no effect', () => {
    const { child, problems } = read("a: { $ref: '#/b', x-countersign: { absent: true } }\nb: { name: end }");
    expect(child('a')?.value).toEqual({ name: 'end' });
    expect(problems.all).toEqual([
      {
        severity: 'error',
        rule: 'extension-beside-ref',
        message: 'This `x-countersign` stands beside a `$ref` and has no effect.',
        at: expect.objectContaining({ pointer: '/a/x-countersign', line: 1 }),
        fix: 'Move it to the element that #/b points to.',
      },
    ]);
  });

  it('takes a key called __proto__ for a key', () => {
    const { reader } = read('__proto__: { name: own }');
    expect(reader.entries(reader.root).map(([key, { value }]) => [key, value])).toEqual([
      ['__proto__', { name: 'own' }],
    ]);
    expect(reader.child(reader.root, 'toString')).toBeUndefined();
  });

  it('has no members and no items where the type is wrong', () => {
    const { reader, child } = read('a: 5\nb: [1]\nc: { d: 1 }');
    expect(reader.entries(child('a'))).toEqual([]);
    expect(reader.items(child('c'))).toEqual([]);
    expect(reader.entries(child('b'))).toEqual([]);
    expect(reader.text(child('c'), 'd')).toBeUndefined();
  });
});
