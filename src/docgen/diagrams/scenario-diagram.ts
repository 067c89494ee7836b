import { companionOf } from '../../contract/queries.ts';
import type { Scenario, ScenarioStep } from '../../contract/scenario.ts';
import { formatDuration } from '../../transcript/format.ts';
import type { Block } from '../blocks.ts';
import type { Site } from '../site.ts';
import { HEAD, label, type Sequence } from './mermaid.ts';

/** One conversation of the document, step by step. */
export function scenarioDiagram(site: Site, scenario: Scenario): Block {
  const drawing: Sequence = { lines: [...HEAD], words: [] };
  for (const step of scenario.steps) drawStep(drawing, site, step);
  return {
    kind: 'diagram',
    title: scenario.title ?? scenario.name,
    mermaid: drawing.lines.join('\n'),
    words: drawing.words,
  };
}

function drawStep({ lines, words }: Sequence, { contract }: Site, step: ScenarioStep): void {
  if (step.kind === 'client') {
    const like = step.example === undefined ? '' : ` (${step.example})`;
    lines.push(`  C->>S: ${label(`${step.message}${like}`)}`);
    words.push(`The client sends ${step.message}${like}.`);
    return;
  }
  if (step.kind === 'companion') {
    const companion = companionOf(contract, step.operation);
    const asked = companion === undefined ? step.operation : `${companion.method} ${companion.address}`;
    lines.push(
      `  C->>S: ${label(asked)}`,
      `  S-->>C: ${label(step.status === undefined ? 'answer' : String(step.status))}`,
    );
    words.push(`The client asks ${asked}${step.status === undefined ? '' : `, and gets ${step.status}`}.`);
    return;
  }
  const times =
    step.repeat !== undefined && step.repeat > 1 ? ` × ${step.repeat}` : step.until === undefined ? '' : ' …';
  const within = step.within === undefined ? '' : ` within ${formatDuration(step.within)}`;
  lines.push(`  S-->>C: ${label(`${step.message}${times}`)}`);
  words.push(`The server sends ${step.message}${times}${within}.`);
}
