import { expect, test } from 'vitest';
import { createDocsSite } from '../../src/build/docs/site-files.ts';
import { compile } from '../../src/compile/compile.ts';
import type { Json } from '../../src/contract/json.ts';
import { bundleOfJson } from '../support/bundle-of.ts';
import { HOSTILE } from './hostile-document.ts';
import { markupBreaches, siteBreaches } from './site-breaches.ts';

const { contract } = compile(bundleOfJson(JSON.parse(HOSTILE) as Json), { perspective: 'auto' });

test('nothing that a document says becomes markup, a script or a link to one', async () => {
  expect(await siteBreaches(contract)).toEqual([]);
});

test('and all of it is shown, as the text that it is', async () => {
  const page = (await createDocsSite({ contract }).read('index.html')) ?? '';
  expect(page).toContain('<h1>Shop &lt;script&gt;globalThis.pwned=1&lt;/script&gt;');
  expect(page).toContain('&lt;iframe src=&quot;https://elsewhere.example&quot;&gt;');
  expect(page).toContain('<a href="https://tracker.example/pixel.png" rel="noopener noreferrer">tracker</a>');
});

test('what a page reads as data cannot end its script', async () => {
  const site = createDocsSite({ contract });
  for (const path of ['assets/search.js', 'assets/contract.js']) {
    const script = (await site.read(path)) ?? '';
    expect(script).not.toContain('<');
    expect(script.split('\n')).toHaveLength(2);
  }
});

test.each([
  '<script>x</script>',
  '<script defer src="https://elsewhere.example/x.js"></script>',
  '<a href="javascript:x">',
  '<a href=" JavaScript:x">',
  '<p onclick="x">',
  '<img src="x">',
  '<iframe srcdoc="x">',
])('%s would be found', (tag) => {
  expect(markupBreaches('index.html', `<p>text</p>${tag}`)).not.toEqual([]);
});
