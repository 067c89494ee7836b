import { expect, test } from 'vitest';
import { highlight } from './highlight.ts';

test.each([
  ['js', "const a = 'x'; // no <b>"],
  ['json', '{"a": "b<", "n": -1.5e3, "t": true}'],
  ['py', 'print("received", None)  # a <tag>'],
  ['sh', "printf '%s\\n' '{\"a\":1}' | websocat ws://x"],
  ['http', 'GET /ws HTTP/1.1\nHost: a<b'],
  ['text', '<script>'],
] as const)('%s: every character comes out, escaped', (language, text) => {
  const { markup } = highlight(text, language);
  const bare = markup.replaceAll(/<span class="[a-z]">|<\/span>/g, '');
  expect(bare).not.toContain('<');
  expect(
    bare
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&'),
  ).toBe(text);
});

test('strings, comments and words are marked', () => {
  expect(highlight("const a = 'x'; // y", 'js').markup).toBe(
    '<span class="k">const</span> a = <span class="s">&#39;x&#39;</span>; <span class="c">// y</span>',
  );
});
