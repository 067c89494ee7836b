import { expect, test } from 'vitest';
import { proseHtml } from './prose.ts';

test.each([
  ['**bold** `code`', '<p><strong>bold</strong> <code>code</code></p>\n'],
  ['# Title', '<p class="prose-heading"><strong>Title</strong></p>\n'],
  ['[a](https://example.com)', '<p><a href="https://example.com" rel="noopener noreferrer">a</a></p>\n'],
  ['[a](mailto:a@b.c)', '<p><a href="mailto:a@b.c" rel="noopener noreferrer">a</a></p>\n'],
  [
    '![seen](https://e.com/p.png)',
    '<p><a href="https://e.com/p.png" rel="noopener noreferrer">seen</a></p>\n',
  ],
])('%s is CommonMark', (markdown, html) => {
  expect(proseHtml(markdown).markup).toBe(html);
});

test.each([
  '<script>x</script>',
  '<img src=x onerror=y>',
  '[a](javascript:x)',
  '[a](JAVASCRIPT:x)',
  '[a](java\nscript:x)',
  '[a](&#106;avascript:x)',
  '[a](data:text/html,x)',
  '[a](file:///etc/passwd)',
  '[a](//elsewhere.example/x)',
  '[a](\\\\server\\share)',
  '<javascript:x>',
  '![a](data:image/svg+xml,x)',
  '[a]: javascript:x\n\n[a]',
])('%s is text, and nothing else', (markdown) => {
  expect(proseHtml(markdown).markup).not.toMatch(/<(?!\/?(p|em|strong|ul|li|br)\b)/);
});

test('deep nesting and long texts end soon', () => {
  const began = performance.now();
  for (const markdown of [
    '>'.repeat(50_000),
    '['.repeat(50_000),
    '*a '.repeat(30_000),
    '`'.repeat(50_000),
    `${'[a]('.repeat(20_000)}`,
  ])
    proseHtml(markdown);
  expect(performance.now() - began).toBeLessThan(20_000);
});
