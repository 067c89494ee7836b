import type { Facts } from '../facts.ts';
import { handshakeProbe, httpProbe } from '../make-probe.ts';
import { openingOf } from '../openings.ts';
import { siblingPath } from '../paths.ts';
import type { Probe } from '../probe.ts';

/** What a refusal is compared with: sibling paths, the plain GET of both, and the same request without `Upgrade`. */
export function askComparisons(facts: Facts): readonly Probe[] {
  const { base, refused, subject } = facts;
  if (!refused || base === undefined || base.kind === 'unreached') return [];
  const [first, second] = [subject.nonce, [...subject.nonce].reverse().join('')].map((nonce) =>
    siblingPath(subject.path, nonce),
  ) as [string, string];
  const opening = openingOf(subject, {});
  const headers = [
    ...(opening.origin === undefined ? [] : [['Origin', opening.origin] as const]),
    ['Sec-WebSocket-Version', '13'] as const,
    ['Sec-WebSocket-Key', 'Y291bnRlcnNpZ24gcHJvYg=='] as const,
    ...(opening.headers ?? []),
  ];
  const control = (path: string, id: string): Probe =>
    handshakeProbe(
      subject,
      { id, question: 'Is a path that cannot exist answered alike?', aim: { of: 'control', path } },
      { variation: { path } },
    );
  const gets: readonly Probe[] = [
    httpProbe(
      subject,
      { id: 'GET', question: 'What does plain HTTP get there?', aim: { of: 'get', at: 'target' } },
      subject.path,
    ),
    httpProbe(
      subject,
      {
        id: 'GET control',
        question: 'And at the path that cannot exist?',
        aim: { of: 'get', at: 'control' },
      },
      first,
    ),
  ];
  if (base.kind === 'silent' || base.kind === 'dropped') {
    const few = [...gets, control(first, 'control 1')];
    // One that is slow by chance says nothing: only where the first is silent, too, is the second one asked.
    const quiet = base.kind === 'silent' && facts.controls[0]?.kind !== 'silent';
    return quiet || facts.gone ? few : [...few, control(second, 'control 2')];
  }
  return [
    control(first, 'control 1'),
    control(second, 'control 2'),
    ...gets,
    httpProbe(
      subject,
      {
        id: 'no Upgrade',
        question: 'Is the same request answered alike without Upgrade?',
        aim: { of: 'no-upgrade' },
      },
      opening.target,
      { headers },
    ),
  ];
}
