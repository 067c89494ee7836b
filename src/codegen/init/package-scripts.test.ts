import { expect, test } from 'vitest';
import { changePackage } from './package-scripts.ts';

const about = { document: 'asyncapi.yaml', version: '1.2.3' };

test('a package.json is made where there is none', () => {
  expect(JSON.parse(changePackage(undefined, about)?.text ?? '')).toEqual({
    private: true,
    type: 'module',
    scripts: {
      'contract:lint': 'countersign lint asyncapi.yaml',
      'contract:mock': 'countersign mock',
      'contract:verify': 'countersign verify',
    },
    devDependencies: { countersign: '^1.2.3' },
  });
});

test('what is there keeps its order, its indentation and its end', () => {
  const before =
    '{\n\t"scripts": {\n\t\t"contract:mock": "mine"\n\t},\n\t"name": "x",\n\t"dependencies": {\n\t\t"countersign": "file:x.tgz"\n\t}\n}';
  const change = changePackage(before, about);
  expect(change?.text).toBe(
    '{\n\t"scripts": {\n\t\t"contract:mock": "mine",\n\t\t"contract:lint": "countersign lint asyncapi.yaml",\n\t\t"contract:verify": "countersign verify"\n\t},\n\t"name": "x",\n\t"dependencies": {\n\t\t"countersign": "file:x.tgz"\n\t}\n}',
  );
  expect(change).toMatchObject({
    added: ['script contract:lint', 'script contract:verify'],
    kept: ['script contract:mock'],
  });
});

test('a second time nothing is added, and not a byte changes', () => {
  const once = changePackage('{ "name":   "x" }', about)?.text;
  expect(changePackage(once, about)).toMatchObject({ text: once, added: [] });
});

test.each(['[]', 'null', '{ "a": 1,, }'])('%s is no package.json', (text) => {
  expect(changePackage(text, about)).toBeUndefined();
});
