import { latest } from '../rules/tolerance.ts';
import { type Check, type CheckCase, defineCheck } from './check.ts';
import { credentialLifetime } from './credential-lifetime.ts';
import {
  isUnready,
  needsPatience,
  presentEndpoints,
  runnable,
  unready,
  unrunnable,
} from './endpoint-case.ts';
import { openedOn } from './handshake-gate.ts';
import { identityFor, noIdentity } from './opening.ts';
import { canWait } from './patience.ts';
import { describeClose, seconds } from './received.ts';

export const credentialsExpiry: Check = defineCheck({
  id: 'credentials.expiry',
  title: 'A connection ends when its credential expires',
  area: 'credentials',
  source: 'x-countersign.expiry, issues.ttl',
  row: 'A7',
  explain:
    'A token that is looked at only in the handshake is good for ever on an open connection. The document says that the server closes it; a short-lived test token makes it quick to see.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint): readonly CheckCase[] => {
      const { expiry, credentials, roles } = endpoint.handshake;
      if (expiry === undefined) return [];
      const head = {
        name: endpoint.id,
        title: `${endpoint.address} closes with ${expiry.value.close} when the credential expires`,
        basis: expiry.basis,
        endpoint: endpoint.id,
        at: expiry.at,
        covers: [`${endpoint.id}:expiry`],
      };
      const identity = identityFor(credentials, roles?.value, context.identities);
      if (identity === undefined)
        return [unready(head, noIdentity(credentials, roles?.value, context.identities))];
      const lifetime = credentialLifetime(credentials, identity);
      if (lifetime === undefined)
        return [
          unrunnable(head, {
            outcome: 'not-observed',
            message: 'Nobody knows how long the credential is good.',
            remedy: 'Say so where it is issued: x-countersign.issues.ttl.',
          }),
        ];
      const end = lifetime + expiry.value.within;
      if (!canWait(context.timing, end)) return [unrunnable(head, needsPatience(end))];
      const opening = context.opening(endpoint.id, undefined, { identity, fresh: true });
      if (isUnready(opening)) return [unready(head, opening)];
      const { deadline } = context.timing;
      const script = {
        steps: [
          { do: 'connect' as const, on: 'a', endpoint: endpoint.id, opening, within: deadline },
          { do: 'expect' as const, on: 'a', until: { closed: true as const }, within: latest(end) },
        ],
        deadline: deadline + latest(end) + 1_000,
      };
      return [
        runnable(head, script, (transcript) => {
          const opened = openedOn(transcript, 'a');
          if ('finding' in opened) return opened.finding;
          const { close } = opened.record;
          const sides = {
            sent: `a credential that is good for ${seconds(lifetime)}`,
            expected: `closed with ${expiry.value.close} within ${seconds(end)}`,
            rule: 'x-countersign.expiry',
          };
          if (close?.by !== 'server')
            return {
              outcome: 'failed',
              message: `The connection is still open ${seconds(latest(end) - lifetime)} after its credential expired.`,
              ...sides,
              received: 'nothing',
            };
          const received = `closed with ${describeClose(close)} after ${seconds(close.at)}`;
          if (close.code !== expiry.value.close)
            return {
              outcome: 'failed',
              message: `The connection was closed with ${describeClose(close)} instead of ${expiry.value.close}.`,
              ...sides,
              received,
            };
          return { outcome: 'passed', message: `Closed after ${seconds(close.at)}.`, ...sides, received };
        }),
      ];
    }),
});
