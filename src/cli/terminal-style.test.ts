import { expect, test } from 'vitest';
import { terminalStyle } from './terminal-style.ts';

const terminal = { isTTY: true, columns: 72 };

test.each([
  ['a terminal', terminal, {}, true],
  ['a pipe', {}, {}, false],
  ['a terminal with NO_COLOR', terminal, { NO_COLOR: '1' }, false],
  ['a terminal with an empty NO_COLOR, which counts as none', terminal, { NO_COLOR: '' }, true],
  ['a pipe with FORCE_COLOR', {}, { FORCE_COLOR: '1' }, true],
  ['a terminal with FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, false],
  ['a dumb terminal', terminal, { TERM: 'dumb' }, false],
])('%s', (_name, stream, env, coloured) => {
  expect(terminalStyle(stream, env).red('x')).toBe(coloured ? '\u001b[31mx\u001b[39m' : 'x');
});

test('is as wide as the terminal, else 100', () => {
  expect(terminalStyle(terminal, {}).width).toBe(72);
  expect(terminalStyle({}, {}).width).toBe(100);
});
