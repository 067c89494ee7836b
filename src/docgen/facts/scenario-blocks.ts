import type { Scenario } from '../../contract/scenario.ts';
import { type Block, heading } from '../blocks.ts';
import { scenarioDiagram } from '../diagrams/scenario-diagram.ts';
import type { Site } from '../site.ts';
import { verdictBadge } from '../verified/verdict-words.ts';

/** The scenarios of a page, each with its picture; nothing where there are none. */
export function scenarioBlocks(site: Site, scenarios: readonly Scenario[]): readonly Block[] {
  if (scenarios.length === 0) return [];
  return [
    heading(2, 'scenarios', 'Scenarios'),
    ...scenarios.flatMap((scenario): readonly Block[] => [
      heading(3, site.scenario(scenario.name)?.id ?? '', [
        scenario.title ?? scenario.name,
        ...verdictBadge(site, site.verified?.ofScenario(scenario.name)),
      ]),
      scenarioDiagram(site, scenario),
    ]),
  ];
}
