import { describe, expect, test } from 'vitest';
import { commandLines } from './command-lines.ts';

describe('a command that is wider than a line', () => {
  const curl = `curl -i -H 'Origin: http://a.test' -H 'X-A: b c' 'http://h.test/a path'`;
  test.each<[number, readonly string[]]>([
    [100, [curl]],
    [40, [`curl -i -H 'Origin: http://a.test' \\`, `-H 'X-A: b c' 'http://h.test/a path'`]],
    [10, [`curl -i \\`, `-H 'Origin: http://a.test' \\`, `-H 'X-A: b c' \\`, `'http://h.test/a path'`]],
  ])('at %s columns is still one command', (width, lines) => {
    expect(commandLines(curl, width)).toEqual(lines);
    expect(commandLines(curl, width).join('\n').replaceAll(' \\\n', ' ')).toBe(curl);
  });

  test('a quoted word is not broken', () => {
    const text = `printf '%s\\n' '{"id":"03f6b167-0c4d-4983","text":"a b"}' | websocat -n ws://h`;
    expect(commandLines(text, 30)).toEqual([
      `printf '%s\\n' \\`,
      `'{"id":"03f6b167-0c4d-4983","text":"a b"}' \\`,
      '| websocat -n ws://h',
    ]);
  });
});
