import type { Contract } from '../contract/contract.ts';
import { FAULT_KINDS, faultNamed } from '../engine/faults/catalogue.ts';
import { formOf } from '../engine/faults/fault-kind.ts';
import { span } from '../report/layout/span.ts';
import { renderTable } from '../report/layout/table.ts';
import type { Style } from '../report/style.ts';

/** What `--fault list` prints: every fault, and the check that finds it in that contract. */
export function renderFaultList(contract: Contract, style: Style): string {
  const rows = FAULT_KINDS.map((kind) => {
    const { title, breaks } = faultNamed(kind.name);
    const check = breaks(contract);
    return [
      [span(formOf(kind), 'bold')],
      check === undefined ? [span('-', 'dim')] : [span(check, 'cyan')],
      title,
    ];
  });
  return [
    `The faults of a mock of ${style.bold(contract.title)}, and the check of "countersign verify" that finds each there.\n"-": it breaks no promise of this document.`,
    '',
    ...renderTable(rows, { indent: 2 }, style),
    '',
    'What stands in [] may be left out: close, close-4401, close-after-3, latency-2s, latency-500ms-jitter-200ms.',
    'One endpoint: --fault no-reply@<endpoint>. One connection: --fault no-reply@#7.',
    '',
  ].join('\n');
}
