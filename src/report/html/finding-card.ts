import type { CaseResult } from '../../result/result.ts';
import { findingRows } from '../verify/finding-rows.ts';
import { conversationText } from './conversation.ts';
import { html, type Markup } from './markup.ts';

/** What failed or is dangerous, with all that a reader needs to see who is right. `also`: of which the same is to be said. */
export function findingCard(one: CaseResult, also: readonly CaseResult[] = []): Markup {
  const { finding, transcript } = one;
  const rows = [...findingRows(one), ['check', one.key] as const];
  return html`<article class="card ${finding.outcome}" id="${encodeURIComponent(one.key)}">
<h3>${one.title}${tags(one)}</h3>
<p>${finding.message}</p>
<dl class="sides">${rows.map(
    ([name, text]) => html`<dt>${name}</dt><dd><pre>${text}</pre></dd>`,
  )}${others(also)}</dl>
${finding.promise === undefined ? undefined : html`<p class="soft">To make it a promise, add:</p><pre>${finding.promise}</pre>`}
${transcript === undefined ? undefined : html`<details><summary>The conversation</summary><pre>${conversationText(transcript)}</pre></details>`}
</article>
`;
}

/** Each of them is what a link to it leads to. */
function others(also: readonly CaseResult[]): Markup | undefined {
  if (also.length === 0) return undefined;
  return html`<dt>also</dt><dd>${also.map(
    ({ key, title }) => html`<pre id="${encodeURIComponent(key)}">${title}</pre>`,
  )}</dd>`;
}

function tags({ known, again }: CaseResult): readonly Markup[] {
  return [
    ...(known === true ? [html`<span class="tag">accepted by the baseline</span>`] : []),
    ...(again === undefined ? [] : [html`<span class="tag">flaky</span>`]),
  ];
}
