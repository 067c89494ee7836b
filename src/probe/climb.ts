import { passes, type Reception } from '../diagnose/reception.ts';
import type { Subject } from '../diagnose/subject.ts';
import type { Rung } from '../result/diagnosis.ts';

/** How far the first handshake came: name, TCP, TLS, HTTP, upgrade, first moments. */
export function climbOf({ place }: Subject, base: Reception | undefined): readonly Rung[] {
  const names = [
    'name',
    'TCP',
    ...(place.protocol === 'wss' ? ['TLS'] : []),
    'HTTP',
    'upgrade',
    'first moments',
  ];
  const failed = failedAt(base);
  const at = failed === undefined ? names.length : names.indexOf(failed);
  return names.map((name, i) => (i > at ? { name } : { name, passed: i < at }));
}

function failedAt(base: Reception | undefined): string | undefined {
  switch (base?.kind) {
    case undefined:
      return 'name';
    case 'unreached':
      return { dns: 'name', tcp: 'TCP', tls: 'TLS' }[base.stage];
    case 'dropped':
    case 'silent':
    case 'not-http':
      return 'HTTP';
    case 'refused':
      return 'upgrade';
    case 'closed':
      return 'first moments';
    case 'open':
      return passes(base) ? undefined : 'upgrade';
  }
}
