import { describe, expect, test } from 'vitest';
import { plainStyle } from '../style.ts';
import { paintSpans, span, type Text, unbroken, widthOf } from './span.ts';
import { renderTable } from './table.ts';
import { wrapSpans } from './wrap-spans.ts';

const wrap = (text: Text, width: number): string[] =>
  wrapSpans(text, width).map((line) => paintSpans(line, plainStyle()));

describe('a text is broken into lines', () => {
  const rows: [string, Text, number, string[]][] = [
    ['at spaces', 'the quick brown fox', 10, ['the quick', 'brown fox']],
    ['at line breaks', 'one\ntwo', 20, ['one', 'two']],
    ['never at a no-break space', `${unbroken('within 2 s')} and on`, 12, ['within 2 s', 'and on']],
    [
      'inside a word that is wider than a line, behind a mark',
      'ws://host/path/to',
      10,
      ['ws://host/', 'path/to'],
    ],
    ['inside a word without a mark', 'abcdefghijkl', 10, ['abcdefghij', 'kl']],
    [
      'with words that run over several colours',
      [span('a'), span(',', 'dim'), span(' bcdefghij', 'red')],
      10,
      ['a,', 'bcdefghij'],
    ],
    ['by columns, of which a wide character takes two', '漢字漢字 漢字', 10, ['漢字漢字', '漢字']],
    ['without what would steer the terminal', 'a\u001b[31mb\u0007c', 20, ['a[31mbc']],
    ['and an empty one is one line', '', 10, ['']],
  ];
  test.each(rows)('%s', (_, text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  test('no line is wider than asked, whatever the text', () => {
    const text = 'Lorem ipsum-dolor/sit?amet=consectetur ÄÖ é́ 👩 漢字漢字漢字漢字漢字漢字 x'.repeat(5);
    for (let width = 8; width < 60; width += 1) {
      for (const line of wrapSpans(text, width)) expect(widthOf(line)).toBeLessThanOrEqual(width);
    }
  });
});

test('a table aligns its columns and wraps the last one', () => {
  const rows = [
    ['a', 'one', 'a note that is rather long'],
    ['bcd', 'two and three', 'short'],
  ];
  expect(renderTable(rows, { indent: 2 }, plainStyle(48))).toEqual([
    '  a    one            a note that is rather long',
    '  bcd  two and three  short',
  ]);
  expect(renderTable(rows, { indent: 2, least: [5] }, plainStyle(44))).toEqual([
    '  a      one            a note that is',
    '                        rather long',
    '  bcd    two and three  short',
  ]);
});

test('colours do not count', () => {
  const style = { ...plainStyle(40), red: (text: string) => `<red>${text}</red>` };
  expect(
    renderTable(
      [
        [[span('a', 'red')], 'x'],
        ['bb', 'y'],
      ],
      { indent: 0 },
      style,
    ),
  ).toEqual(['<red>a</red>   x', 'bb  y']);
});
