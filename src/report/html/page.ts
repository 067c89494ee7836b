import { type CaseResult, countOutcomes, type Outcome, type Result } from '../../result/result.ts';
import { formatDuration } from '../../transcript/format.ts';
import { alike } from '../verify/alike.ts';
import { deploymentText } from '../verify/deployment-text.ts';
import { OUTCOMES } from '../verify/outcomes.ts';
import { type PlaceGroup, placeGroups } from '../verify/place-groups.ts';
import { verdictLines } from '../verify/verdict-lines.ts';
import { coverageTable } from './coverage-table.ts';
import { findingCard } from './finding-card.ts';
import { html, type Markup } from './markup.ts';
import { PAGE_STYLE } from './page-style.ts';

/**
 * One page of HTML that holds all of the report and can be mailed: no script, nothing that is fetched (its own content
 * policy forbids both), light or dark as the reader has it.
 */
export function renderHtml(result: Result): string {
  const { contract } = result;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${contract.title} ${contract.version}: contract report</title>
<style>${{ markup: PAGE_STYLE }}</style>
</head>
<body>
${head(result)}
${broken(result)}
${result.unreached === undefined ? placeGroups(result).map(place) : undefined}
${coverageTable(result.coverage)}
</body>
</html>
`.markup;
}

function head(result: Result): Markup {
  const { contract, target, origin, startedAt, duration, cases } = result;
  const served = deploymentText(result.deployment);
  const facts: readonly (readonly [string, string])[] = [
    ['contract', `${contract.title} ${contract.version} (${contract.file})`],
    ['target', target],
    ...(served === undefined ? [] : [['deployment', `${served.chosen} (${served.left})`] as const]),
    ['origin', origin ?? 'none sent'],
    ['written as', `the ${contract.perspective.value}'s view`],
    ['run', `${startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}, ${formatDuration(duration)}`],
  ];
  const counts = countOutcomes(cases);
  const { tone, text } = verdict(result);
  return html`<header>
<h1>${contract.title}</h1>
<dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<p class="verdict ${tone}">${text}</p>
${verdictLines(result).map((line) => html`<p class="verdict warned">${line}</p>`)}
<ul class="counts">${(Object.keys(OUTCOMES) as Outcome[]).map(
    (outcome) => html`<li class="${outcome}"><b>${counts[outcome]}</b> ${OUTCOMES[outcome].label}</li>`,
  )}</ul>
</header>`;
}

function verdict({ cases, reached, unreached, interrupted }: Result): {
  readonly tone: Outcome;
  readonly text: string;
} {
  if (!reached) return { tone: 'failed', text: `The backend was not reached: ${unreached?.cause ?? ''}` };
  const fresh = countOutcomes(cases.filter(({ known }) => known !== true));
  if (fresh.failed > 0)
    return {
      tone: 'failed',
      text: `The contract is broken: ${fresh.failed === 1 ? 'one promise is' : `${fresh.failed} promises are`} not kept.`,
    };
  if (interrupted === true) return { tone: 'warned', text: 'The run was ended before all of it was run.' };
  const all = countOutcomes(cases);
  if (all.passed + all.failed + all.warned + all.observed === 0)
    return { tone: 'skipped', text: 'Nothing could be judged.' };
  return { tone: 'passed', text: 'The contract holds.' };
}

function broken({ cases }: Result): Markup {
  const list = cases.filter(({ finding }) => finding.outcome === 'failed' || finding.outcome === 'warned');
  const graver = [...list].sort((a, b) => rank(a) - rank(b));
  return list.length === 0
    ? html``
    : html`<h2>What is to be looked at</h2>
${alike(graver).map(([first, ...others]) => findingCard(first, others))}`;
}

/** What is new and broken first, what is accepted last. */
function rank({ finding, known }: CaseResult): number {
  return (finding.outcome === 'failed' ? 0 : 1) + (known === true ? 2 : 0);
}

function place({ name, address, cases }: PlaceGroup): Markup {
  return html`<section>
<h2>${name} ${address === undefined ? undefined : html`<span class="soft">${address}</span>`}</h2>
<ul class="cases">${cases.map(line)}</ul>
</section>
`;
}

function line(one: CaseResult): Markup {
  const { finding } = one;
  const { mark, label } = OUTCOMES[finding.outcome];
  const head = html`<span class="mark" title="${label}">${mark}</span>`;
  switch (finding.outcome) {
    case 'failed':
    case 'warned':
      return html`
<li class="${finding.outcome}">${head}<a href="#${encodeURIComponent(one.key)}">${one.title}</a></li>`;
    case 'passed':
      return html`
<li class="passed">${head}${one.title} <span class="soft">${finding.message}</span></li>`;
    default:
      return html`
<li class="${finding.outcome}">${head}${one.title} <span class="soft">${finding.message} ${finding.remedy}</span>${
        finding.promise === undefined
          ? undefined
          : html`<details><summary>promise it</summary><pre>${finding.promise}</pre></details>`
      }</li>`;
  }
}
