import { describe, expect, test } from 'vitest';
import { parseText } from './parse-text.ts';

const read = (text: string) => {
  const { value, faults } = parseText(text);
  return { value, faults: faults.map((f) => `${f.severity} ${f.line}:${f.column} ${f.message}`) };
};

describe('what YAML and JSON texts become', () => {
  const rows: [string, string, unknown][] = [
    ['dates stay texts', 'a: 2020-01-01', { a: '2020-01-01' }],
    ['yes and no stay texts', 'a: yes\nb: no', { a: 'yes', b: 'no' }],
    ['YAML 1.1 keeps its dates as texts, too', '%YAML 1.1\n---\na: 2020-01-01', { a: '2020-01-01' }],
    ['numeric keys stay as written', '1.0: a\n200: b\n0x1F: c', { '1.0': 'a', '200': 'b', '0x1F': 'c' }],
    ['an empty text is null', '', null],
    ['a comment is null', '# nothing\n', null],
    ['an alias is its anchor', 'a: &x [1]\nb: *x', { a: [1], b: [1] }],
    [
      'an anchor that is set anew counts from there',
      'a: &x 1\nb: *x\nc: &x 2\nd: *x',
      { a: 1, b: 1, c: 2, d: 2 },
    ],
    [
      'a merge key fills in what is missing',
      'a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}',
      { a: { p: 1, q: 2 }, b: { q: 3, p: 1 } },
    ],
    [
      'of several merged objects the first wins',
      'a: &x {p: 1}\nb: &y {p: 2}\nc: {<<: [*x, *y]}',
      { a: { p: 1 }, b: { p: 2 }, c: { p: 1 } },
    ],
    ['a quoted << is a key', '"<<": {a: 1}', { '<<': { a: 1 } }],
    ['JSON with tabs', '{\n\t"a": [\n\t\t1\n\t]\n}', { a: [1] }],
    ['the first of several documents counts', '---\na: 1\n...\n', { a: 1 }],
  ];
  test.each(rows)('%s', (_, text, value) => {
    expect(read(text)).toEqual({ value, faults: [] });
  });

  test('__proto__ is a key like any other', () => {
    for (const text of ['__proto__: {a: 1}', '{"__proto__": {"a": 1}}']) {
      const { value } = parseText(text);
      expect(Object.keys(value as object)).toEqual(['__proto__']);
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    }
  });
});

describe('what is set aside with a warning', () => {
  const rows: [string, string, unknown, string][] = [
    [
      'a doubled key in YAML',
      'a: 1\nb: 2\na: 3',
      { a: 3, b: 2 },
      'warning 3:1 The key "a" stands here a second time; only this last one counts.',
    ],
    [
      'a doubled key in JSON',
      '{"a": 1,\n "a": 2}',
      { a: 2 },
      'warning 2:2 The key "a" stands here a second time; only this last one counts.',
    ],
    [
      'a number beyond 2^53',
      'a: 12345678901234567891',
      { a: 12345678901234567000 },
      'warning 1:4 12345678901234567891 is beyond 2^53 and loses digits: it is read as 12345678901234567168.',
    ],
    [
      'a number beyond 2^53 in JSON',
      '{"a": 9007199254740993}',
      { a: 9007199254740992 },
      'warning 1:7 9007199254740993 is beyond 2^53 and loses digits: it is read as 9007199254740992.',
    ],
    [
      'an infinite number',
      'a: .inf',
      { a: null },
      'warning 1:4 .inf is no number that JSON can say; it is read as null.',
    ],
    [
      'a list as a key',
      '? [a]\n: 1\nb: 2',
      { b: 2 },
      'warning 1:3 A list or an object cannot be a key; this entry is left out.',
    ],
    [
      'a second document',
      'a: 1\n---\nb: 2\n',
      { a: 1 },
      'warning 2:1 A second YAML document begins here; only the first is read.',
    ],
    [
      'an unknown tag',
      'a: !env X',
      { a: 'X' },
      'warning 1:4 The tag !env means nothing here; the value is read without it.',
    ],
  ];
  test.each(rows)('%s', (_, text, value, fault) => {
    expect(read(text)).toEqual({ value, faults: [fault] });
  });
});

describe('what cannot be read', () => {
  const bomb = `a: &a [${'x,'.repeat(10)}]\n${'bcdefgh'
    .split('')
    .map((c, i) => `${c}: &${c} [${`*${'abcdefg'[i]},`.repeat(10)}]`)
    .join('\n')}`;
  const rows: [string, string, string][] = [
    [
      'a tab as indentation',
      'a:\n\tb: 1',
      'fatal 2:1 A tab is used for indentation; YAML allows only spaces there.',
    ],
    [
      'two colons on a line',
      'a: b: c',
      'fatal 1:4 There are two colons on one line, so that it is unclear which of them ends the key.',
    ],
    ['a quote that stays open', 'a: "b\nc: d', 'fatal 2:5 A quote is opened and never closed.'],
    [
      'crooked indentation',
      'a:\n  b: 1\n c: 2',
      'fatal 3:1 This line is indented differently from its neighbours.',
    ],
    [
      'a bracket that stays open',
      'a: 1\nb: [',
      'fatal 2:5 A { or [ is not closed, or what is inside is not indented.',
    ],
    ['a reserved character', 'a: @x', 'fatal 1:4 A value cannot begin with "@".'],
    ['a backtick', 'a: `x`', 'fatal 1:4 A value cannot begin with a backtick.'],
    ['a comma too many in JSON', '{"a": 1,, "b": 2}', 'fatal 1:9 Unexpected , in flow map.'],
    ['an alias without an anchor', 'a: *x', 'fatal 1:4 The alias *x has no anchor &x above it.'],
    [
      'an alias inside its anchor',
      'a: &x [*x]',
      'fatal 1:8 The alias *x stands inside its own anchor: a value without end.',
    ],
    [
      '10,000 levels of JSON',
      '['.repeat(10_000) + ']'.repeat(10_000),
      'Values are nested more than 250 levels deep.',
    ],
    [
      '300 levels of YAML',
      Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      'fatal 252:252 Values are nested more than 250 levels deep.',
    ],
    ['a billion laughs', bomb, 'The aliases of this file stand for more than 1000000 values.'],
  ];
  test.each(rows)('%s', (_, text, fault) => {
    const { value, faults } = read(text);
    expect(value).toBeUndefined();
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
  });
});

describe('where things stand', () => {
  const text =
    'a:\r\n  b:\r\n    - x: 1\r\n    - 2\r\nq~r/s: {t: 1}\r\nm: &m\r\n  k: 1\r\nn:\r\n  <<: *m\r\n';
  const rows: [string, string][] = [
    ['', '1:1'],
    ['/a', '1:1'],
    ['/a/b', '2:3'],
    ['/a/b/0', '3:7'],
    ['/a/b/0/x', '3:7'],
    ['/a/b/1', '4:7'],
    ['/a/b/7', '2:3'],
    ['/a/none/at/all', '1:1'],
    ['/q~0r~1s/t', '5:9'],
    ['/n/k', '7:3'],
  ];
  test.each(rows)('%s stands at %s', (pointer, place) => {
    const { line, column } = parseText(text).position(pointer);
    expect(`${line}:${column}`).toBe(place);
  });

  test('JSON positions are found though the text went through JSON.parse', () => {
    const json = JSON.stringify({ a: { b: [1, { c: 2 }] } }, null, 2);
    expect(parseText(json).position('/a/b/1/c')).toEqual({ line: 6, column: 9 });
  });
});
