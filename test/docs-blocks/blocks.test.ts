import { describe, expect, test } from 'vitest';
import { readPage, tells } from './blocks.ts';

test('a page has its blocks, with what the comments above them say', () => {
  const page = readPage(
    [
      '<!-- in a copy of examples/3-fastapi -->',
      '',
      '<!-- exits 1 -->',
      '```sh',
      'false',
      '```',
      'Prose takes a comment away.',
      '',
      '   ```yaml a.yaml',
      '   a:',
      '     b: 1',
      '   ```',
      '<!-- not run: it needs the network -->',
      '```sh',
      'npm ci',
      '```',
    ].join('\n'),
  );
  expect(page.copyOf).toBe('examples/3-fastapi');
  expect(page.blocks).toMatchObject([
    { line: 4, language: 'sh', name: undefined, text: 'false\n', exit: 1, notRun: undefined },
    { line: 9, language: 'yaml', name: 'a.yaml', text: 'a:\n  b: 1\n', exit: 0 },
    { line: 14, language: 'sh', text: 'npm ci\n', notRun: 'it needs the network' },
  ]);
});

describe('an output tells', () => {
  test.each([
    ['one\ntwo  2 ms\nthree\n', 'one\ntwo … ms', true],
    ['one\ntwo\nthree\n', 'one\n…\nthree', true],
    ['one\ntwo\nthree\n', 'one\nthree', false],
    ['one\ntwo\n', 'two\none', false],
    ['a.b\n', 'a?b', false],
    ['  wrapped\n  line\n', 'wrapped line', true],
  ])('%j: %j %s', (output, expected, does) => {
    expect(tells(output, expected)).toBe(does);
  });
});
