import type { CaseResult } from '../../result/result.ts';
import { findingRows } from '../verify/finding-rows.ts';
import { conversationText } from './conversation.ts';
import { html, type Markup } from './markup.ts';

/** What failed or is dangerous, with all that a reader needs to see who is right. */
export function findingCard(one: CaseResult): Markup {
  const { finding, transcript } = one;
  return html`<article class="card ${finding.outcome}" id="${encodeURIComponent(one.key)}">
<h3>${one.title}${tags(one)}</h3>
<p>${finding.message}</p>
<dl class="sides">${[...findingRows(one), ['check', one.key] as const].map(
    ([name, text]) => html`<dt>${name}</dt><dd><pre>${text}</pre></dd>`,
  )}</dl>
${finding.promise === undefined ? undefined : html`<p class="soft">To make it a promise, add:</p><pre>${finding.promise}</pre>`}
${transcript === undefined ? undefined : html`<details><summary>The conversation</summary><pre>${conversationText(transcript)}</pre></details>`}
</article>
`;
}

function tags({ known, again }: CaseResult): readonly Markup[] {
  return [
    ...(known === true ? [html`<span class="tag">accepted by the baseline</span>`] : []),
    ...(again === undefined ? [] : [html`<span class="tag">flaky</span>`]),
  ];
}
