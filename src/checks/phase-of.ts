import type { Check, CheckCase } from './check.ts';
import type { Phase } from './phase.ts';

const BY_AREA: Readonly<Record<Check['area'], Phase>> = {
  handshake: 'handshake',
  origin: 'handshake',
  http: 'handshake',
  credentials: 'handshake',
  absence: 'handshake',
  exchange: 'examples',
  stream: 'examples',
  connection: 'examples',
  scenario: 'scenarios',
  'bad-input': 'bad-input',
  protocol: 'protocol',
};

/** The phase of a case: its own, else that of its check, else that of the area. */
export function phaseOf(check: Pick<Check, 'phase' | 'area'>, one?: Pick<CheckCase, 'phase'>): Phase {
  return one?.phase ?? check.phase ?? BY_AREA[check.area];
}
