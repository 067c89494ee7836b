import { percentOf } from '../../result/coverage.ts';
import type { Coverage } from '../../result/result.ts';
import { html, type Markup } from './markup.ts';

/** Each promise of the document: was it exercised, and if not, why not. */
export function coverageTable(coverage: Coverage): Markup {
  const { promises, exercised, total } = coverage;
  if (total === 0) return html``;
  return html`<h2>Coverage</h2>
<p><meter min="0" max="${total}" value="${exercised}"></meter> ${exercised} of ${total} promises exercised (${percentOf(coverage)} %)</p>
<table>
<thead><tr><th>Promise</th><th>Id</th><th>Exercised</th></tr></thead>
<tbody>${promises.map(
    (promise) => html`
<tr><td>${promise.title}</td><td><code>${promise.id}</code></td><td>${
      promise.exercised
        ? html`<span class="mark passed">✓</span>`
        : html`<span class="mark skipped">○</span>${promise.reason}`
    }</td></tr>`,
  )}
</tbody>
</table>
`;
}
