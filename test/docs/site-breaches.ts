import { posix } from 'node:path';
import { createDocsSite } from '../../src/build/docs/site-files.ts';
import type { Contract } from '../../src/contract/contract.ts';
import type { JsonReport } from '../../src/report/json.ts';

/** What is wrong with the docs of a contract, one sentence for each; the assets, which are always the same, apart. */
export async function siteBreaches(contract: Contract, report?: JsonReport): Promise<readonly string[]> {
  const site = createDocsSite({ contract, ...(report === undefined ? {} : { report }) });
  const files = new Map<string, string>();
  for (const path of site.paths)
    if (/\.(html|md)$/.test(path)) files.set(path, (await site.read(path)) ?? '');
  const ids = new Map([...files].map(([path, text]) => [path, idsOf(text)]));
  const breaches: string[] = [];
  for (const [path, text] of files) {
    const all = ids.get(path) ?? [];
    const twice = all.filter((id, index) => all.indexOf(id) !== index);
    if (twice.length > 0)
      breaches.push(`${path}: ids that are there twice: ${[...new Set(twice)].join(', ')}`);
    for (const link of linksOf(path, text)) {
      const [file = '', hash] = link.split('#');
      const target = file === '' ? path : posix.normalize(posix.join(posix.dirname(path), file));
      if (target.startsWith('assets/')) continue;
      if (!site.paths.includes(target)) breaches.push(`${path}: nothing is at ${link}`);
      else if (hash !== undefined && ids.get(target)?.includes(decodeURIComponent(hash)) !== true)
        breaches.push(`${path}: no ${hash} in ${target}`);
    }
    if (path.endsWith('.html')) breaches.push(...markupBreaches(path, text));
    if (/\[object Object\]|\bundefined\b(?=<|\*\*|$)|\bNaN\b/.test(withoutCode(text)))
      breaches.push(`${path}: a value that is none`);
  }
  return breaches;
}

/** Every script is one of ours, and nothing handles events or comes from elsewhere. */
export function markupBreaches(path: string, html: string): string[] {
  const tags = html.match(/<[a-z][^>]*>/gi) ?? [];
  return tags
    .filter(
      (tag) =>
        (/^<script/i.test(tag) && !/^<script (defer )?src="(\.\.\/)*assets\/[\w-]+\.js">$/.test(tag)) ||
        /^<(iframe|object|embed|base|form|img|audio|video|style|template)\b/i.test(tag) ||
        /\son\w+\s*=/i.test(tag.replaceAll(/"[^"]*"/g, '""')) ||
        /\b(href|src)="\s*(javascript|data|vbscript|file):/i.test(
          tag.replace(/^<link rel="icon" href="data:image/, ''),
        ),
    )
    .map((tag) => `${path}: ${tag}`);
}

function idsOf(text: string): readonly string[] {
  return [...text.matchAll(/<[a-z][^>]*?\sid="([^"]*)"/g)].map(([, id = '']) =>
    decodeURIComponent(unescaped(id)),
  );
}

function linksOf(path: string, text: string): readonly string[] {
  const prose = /<div class="prose">[\s\S]*?<\/div>\n/g;
  const found = path.endsWith('.html')
    ? [...text.replaceAll(prose, '').matchAll(/<a [^>]*?href="([^"]*)"/g)].map(([, to = '']) => unescaped(to))
    : [
        ...withoutFences(text).matchAll(
          /\]\(((?:\.\.\/)*(?:endpoints\/|index|http|troubleshooting|verified|#)[^)\s]*)\)/g,
        ),
      ].map(([, to = '']) => to);
  return found.filter((to) => !/^(https?|mailto):/.test(to) && to !== '#content');
}

function withoutFences(text: string): string {
  return text.replaceAll(/^(`{3,})[\s\S]*?^\1$/gm, '');
}

function withoutCode(text: string): string {
  return withoutFences(text)
    .replaceAll(/<code[\s\S]*?<\/code>/g, '')
    .replaceAll(/`[^`]*`/g, '')
    .replaceAll(/<div class="prose">[\s\S]*?<\/div>\n/g, '');
}

function unescaped(text: string): string {
  return text
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
