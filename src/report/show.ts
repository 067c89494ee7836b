import type { Contract } from '../contract/contract.ts';
import { paintSpans, span } from './layout/span.ts';
import { wrapSpans } from './layout/wrap-spans.ts';
import { showLeftOpen } from './show/left-open.ts';
import { showCompanions } from './show/show-companions.ts';
import { paragraph, showEndpoint } from './show/show-endpoint.ts';
import { showScenarios } from './show/show-scenarios.ts';
import { formOf, oneOf } from './show/words.ts';
import type { Style } from './style.ts';

/**
 * `countersign show`: the contract as Countersign understands it, with what it inferred and what the mock does where
 * the document is silent marked as such.
 */
export function renderShow(contract: Contract, style: Style): string {
  const lines = [
    ...head(contract, style),
    ...contract.endpoints.flatMap((endpoint) => ['', ...showEndpoint(contract, endpoint, style)]),
    ...unknownPaths(contract, style),
    ...showCompanions(contract, style),
    ...showScenarios(contract, style),
    ...showLeftOpen(contract, style),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function head(contract: Contract, style: Style): string[] {
  const { title, version, description, perspective } = contract;
  const chosen = { document: 'as the document says', option: 'as the command line says', auto: 'judged' }[
    perspective.chosenBy
  ];
  const reasons =
    perspective.chosenBy === 'auto'
      ? `: ${perspective.reasons.join('; ')} (score ${signed(perspective.score)})`
      : '';
  const first = description?.trim().split(/\n\s*\n/)[0];
  return [
    ...wrapSpans(
      [span(title, 'bold'), span(` ${version}`), span(` · ${contract.file}`, 'dim')],
      style.width,
    ).map((line) => paintSpans(line, style)),
    ...(first === undefined || first === '' ? [] : paragraph(first.replaceAll(/\s+/g, ' '), 0, style, false)),
    ...paragraph(`Written from the ${perspective.value}'s view, ${chosen}${reasons}.`, 0, style),
  ];
}

function signed(score: number): string {
  return score > 0 ? `+${score}` : String(score);
}

function unknownPaths(contract: Contract, style: Style): string[] {
  return Object.entries(contract.unknownPath).flatMap(([server, { value }]) => [
    '',
    ...paragraph(
      `Any other path on ${contract.servers[server]?.host ?? server} is refused with ${oneOf(value.map(formOf))}.`,
      0,
      style,
      false,
    ),
  ]);
}
