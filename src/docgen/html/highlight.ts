import { html, type Markup } from '../../report/html/markup.ts';
import type { Language } from '../blocks.ts';

/**
 * Code with its strings, comments, numbers and words marked. Only what these docs themselves write is coloured, so a
 * few patterns do, and nothing can go wrong: every piece of the text comes out, escaped.
 */
export function highlight(text: string, language: Language): Markup {
  const pattern = PATTERNS[language];
  if (pattern === undefined || text.length > LONGEST) return html`${text}`;
  const parts: Markup[] = [];
  let end = 0;
  for (const found of text.matchAll(pattern)) {
    const kind = Object.entries(found.groups ?? {}).find(([, value]) => value !== undefined)?.[0];
    parts.push(html`${text.slice(end, found.index)}<span class="${kind ?? ''}">${found[0]}</span>`);
    end = found.index + found[0].length;
  }
  return html`${parts}${text.slice(end)}`;
}

const LONGEST = 50_000;

const SCRIPT =
  /(?<c>\/\/[^\n]*)|(?<s>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)|(?<k>\b(?:import|from|export|const|let|function|return|new|async|await|if|else|for|of|type|interface|true|false|null|undefined|default)\b)|(?<n>\b\d[\d.]*\b)/g;

const PATTERNS: Partial<Record<Language, RegExp>> = {
  js: SCRIPT,
  ts: SCRIPT,
  jsx: SCRIPT,
  tsx: SCRIPT,
  vue: SCRIPT,
  py: /(?<c>#[^\n]*)|(?<s>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<k>\b(?:import|from|async|await|with|as|for|in|def|if|else|return|None|True|False)\b)|(?<n>\b\d[\d.]*\b)/g,
  json: /(?<p>"(?:[^"\\]|\\.)*"(?=\s*:))|(?<s>"(?:[^"\\]|\\.)*")|(?<k>\b(?:true|false|null)\b)|(?<n>-?\b\d[\d.eE+-]*\b)/g,
  sh: /(?<c>(?:^|(?<=\s))#[^\n]*)|(?<s>'[^'\n]*'|"[^"\n]*")|(?<k>^\s*(?:npx|npm|countersign|websocat|pip|python3|curl)\b)/gm,
  http: /(?<k>^[A-Z]+(?= \/))|(?<p>^[A-Za-z-]+(?=:))|(?<c>← [^\n]*)/gm,
};
