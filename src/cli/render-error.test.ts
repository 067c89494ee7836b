import { expect, test } from 'vitest';
import { CountersignError } from '../errors/countersign-error.ts';
import type { Problem } from '../errors/problem.ts';
import { renderBug, renderError } from './render-error.ts';
import { terminalStyle } from './terminal-style.ts';

const style = terminalStyle({}, {});

test('says what, where with the line of the document, and what to do', () => {
  const error = new CountersignError('extension.unknown-name', 'There is no message "welcom".', {
    at: { file: 'feed.yaml', pointer: '/x-countersign/greeting/0', line: 12, column: 16 },
    fix: 'Write "welcome".',
  });
  expect(renderError(error, style, () => '    greeting: [welcom]')).toBe(
    [
      'error extension.unknown-name  There is no message "welcom".',
      '  feed.yaml:12:16',
      '  12 |     greeting: [welcom]',
      '                      ^',
      '  fix: Write "welcome".',
      '',
    ].join('\n'),
  );
});

test('does without the line where it cannot be read', () => {
  const at = { file: 'https://example.com/a.yaml', pointer: '', line: 1, column: 1 };
  expect(renderError(new CountersignError('document.invalid', 'No.', { at }), style, () => undefined)).toBe(
    'error document.invalid  No.\n  https://example.com/a.yaml:1:1\n',
  );
});

test('cuts a long line around the column, and the caret stays under it', () => {
  const at = { file: 'a.json', pointer: '', line: 1, column: 501 };
  const error = new CountersignError('document.invalid', 'No.', { at });
  const [, , quoted = '', caret = ''] = renderError(
    error,
    style,
    () => `${'x'.repeat(500)}!${'x'.repeat(500)}`,
  ).split('\n');
  expect(quoted.length).toBeLessThanOrEqual(style.width);
  expect(quoted[caret.indexOf('^')]).toBe('!');
});

test('lists at most twenty problems, equal ones once, the gravest first', () => {
  const problem = (line: number, rule: string, severity: Problem['severity']): Problem => ({
    severity,
    rule,
    message: `about ${rule}`,
    at: { file: 'a.yaml', pointer: '', line, column: 3 },
    fix: 'Mend it.',
  });
  const problems = [
    problem(9, 'mild', 'warning'),
    problem(8, 'same', 'error'),
    problem(7, 'same', 'error'),
    ...Array.from({ length: 25 }, (_, index) => problem(100 + index, `rule-${index}`, 'info')),
  ];
  const text = renderError(
    new CountersignError('document.invalid', 'No.', { problems }),
    style,
    () => undefined,
  );
  const lines = text.split('\n');
  expect(lines.slice(0, 9)).toEqual([
    'error document.invalid  No.',
    '',
    '  a.yaml:7:3  error  about same  same',
    '    also at a.yaml:8:3',
    '    fix: Mend it.',
    '  a.yaml:9:3  warning  about mild  mild',
    '    fix: Mend it.',
    '  a.yaml:100:3  info  about rule-0  rule-0',
    '    fix: Mend it.',
  ]);
  expect(lines.slice(-5)).toEqual([
    '    fix: Mend it.',
    '  and 7 more',
    '',
    '  2 errors, 1 warning, 25 remarks',
    '',
  ]);
});

test('a bug shows the stack, the versions, and no credential', () => {
  const argv = [
    'verify',
    'a.yaml',
    '-t',
    'wss://me:secret1@host/ws?token=secret2',
    '--credential',
    'jwt=secret3',
    '--credential=jwt=secret4',
  ];
  const text = renderBug(new TypeError('x is not a function'), '1.2.3', argv);
  expect(text).toContain('This is a bug in Countersign, not in your document and not in your backend.');
  expect(text).toContain(`countersign 1.2.3 · node ${process.version} · ${process.platform}`);
  expect(text).toContain('countersign verify a.yaml -t wss://…@host/ws?… --credential … --credential=…');
  expect(text).toMatch(/TypeError: x is not a function\n {4}at /);
  expect(text).not.toContain('secret');
});
