import type { Contract } from '../../contract/contract.ts';
import { companionOf } from '../../contract/queries.ts';
import type { Scenario, ScenarioStep } from '../../contract/scenario.ts';
import { type Span, span } from '../layout/span.ts';
import { renderTable } from '../layout/table.ts';
import type { Style } from '../style.ts';

/** Each conversation as the row of its messages. */
export function showScenarios(contract: Contract, style: Style): string[] {
  if (contract.scenarios.length === 0) return [];
  const rows = contract.scenarios.map((scenario) => [
    [span(scenario.name, 'bold')],
    [
      ...(scenario.title === undefined ? [] : [span(`${scenario.title}\n`, 'dim')]),
      ...talk(contract, scenario),
    ],
  ]);
  return ['', style.bold('Scenarios'), ...renderTable(rows, { indent: 2 }, style)];
}

function talk(contract: Contract, { steps }: Scenario): Span[] {
  return steps.flatMap((step, i) => [...(i === 0 ? [] : [span('  ')]), ...stepWords(contract, step)]);
}

function stepWords(contract: Contract, step: ScenarioStep): Span[] {
  if (step.kind === 'client') return [span('→\u00a0', 'cyan'), span(step.message)];
  if (step.kind === 'companion') {
    const companion = companionOf(contract, step.operation);
    const name = companion === undefined ? step.operation : `${companion.method}\u00a0${companion.address}`;
    return [span('⇄\u00a0', 'blue'), span(name), ...repeatWords(step.repeat, undefined)];
  }
  return [
    span('←\u00a0', 'green'),
    span(step.message),
    ...repeatWords(step.repeat, step.until !== undefined),
  ];
}

function repeatWords(repeat: number | undefined, until: boolean | undefined): Span[] {
  if (repeat !== undefined && repeat > 1) return [span(`\u00a0×\u00a0${repeat}`, 'dim')];
  return until === true ? [span('\u00a0…', 'dim')] : [];
}
