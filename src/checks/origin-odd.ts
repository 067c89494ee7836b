import type { Endpoint } from '../contract/endpoint.ts';
import type { Finding } from '../result/result.ts';
import type { Opening } from '../script/script.ts';
import type { ConnectionRecord } from '../transcript/transcript.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { isUnready, presentEndpoints, runnable } from './endpoint-case.ts';
import { FOREIGN_ORIGIN, listedOrigins } from './origin-case.ts';
import { sentHandshake } from './received.ts';
import { knock, notReached, receptionOf } from './refusal.ts';

/** An Origin header as no browser sends it. */
interface OddOrigin {
  readonly name: string;
  readonly what: string;
  readonly origins: readonly string[];
  /** What it is when it is accepted. RFC 6455 §4.2.2 (4) lets a server compare in lower case. */
  readonly accepted: 'warned' | 'observed';
}

export const originOdd: Check = defineCheck({
  id: 'origin.odd',
  title: 'An Origin that no browser sends is not taken for an allowed one',
  area: 'origin',
  phase: 'boundaries',
  source: 'RFC 6454 §6.2, §7.1; RFC 6455 §4.2.2 (4)',
  row: 'O3, O16–O21, O24, O25',
  follows: [{ check: 'origin.foreign' }],
  explain:
    'No browser sends these, so none of them lets a foreign page in by itself. They show how the server compares: by substring, by the last or first of two headers, after a parser that reads a user name. What takes these often takes a look-alike that a browser does send.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) => {
      const [allowed] = listedOrigins(endpoint) ?? [];
      return allowed === undefined ? [] : plan(context, endpoint, allowed);
    }),
});

function oddOrigins(allowed: string): readonly OddOrigin[] {
  const parts = /^([a-z]+):\/\/(.+?)(:\d+)?$/i.exec(allowed);
  const [, scheme = 'https', host = allowed, port = ''] = parts ?? [];
  const evil = FOREIGN_ORIGIN;
  return [
    { name: 'empty', what: 'an empty Origin', origins: [''], accepted: 'observed' },
    {
      name: 'upper-case',
      what: 'an allowed Origin in upper case',
      origins: [allowed.toUpperCase()],
      accepted: 'observed',
    },
    {
      name: 'trailing-dot',
      what: 'an allowed host with a dot behind it',
      origins: [`${scheme}://${host}.${port}`],
      accepted: 'observed',
    },
    {
      name: 'slash',
      what: 'an allowed Origin with a slash behind it',
      origins: [`${allowed}/`],
      accepted: 'observed',
    },
    {
      name: 'userinfo',
      what: 'an allowed host as the user name of another',
      origins: [`${scheme}://${host}${port}@evil.test`],
      accepted: 'warned',
    },
    {
      name: 'substring',
      what: 'an allowed Origin inside of another',
      origins: [`${evil}/${allowed}`],
      accepted: 'warned',
    },
    {
      name: 'list',
      what: 'an allowed Origin and a foreign one in one header',
      origins: [`${allowed} ${evil}`],
      accepted: 'warned',
    },
    {
      name: 'first',
      what: 'an allowed Origin and then a foreign one',
      origins: [allowed, evil],
      accepted: 'warned',
    },
    {
      name: 'last',
      what: 'a foreign Origin and then an allowed one',
      origins: [evil, allowed],
      accepted: 'warned',
    },
  ];
}

function plan(context: CheckContext, endpoint: Endpoint, allowed: string): readonly CheckCase[] {
  const listed = listedOrigins(endpoint) ?? [];
  const base = context.opening(endpoint.id, undefined, { origin: null });
  if (isUnready(base)) return [];
  return oddOrigins(allowed)
    .filter(({ origins }) => origins.length > 1 || !listed.includes(origins[0] ?? ''))
    .map((odd) => {
      const opening: Opening = {
        ...base,
        headers: [...(base.headers ?? []), ...odd.origins.map((origin) => ['Origin', origin] as const)],
      };
      const head = {
        name: `${endpoint.id}/${odd.name}`,
        title: `${endpoint.address} and ${odd.what}`,
        basis: 'protocol' as const,
        endpoint: endpoint.id,
        at: endpoint.handshake.origins?.at ?? endpoint.at,
        covers: [],
      };
      return runnable(
        head,
        knock(opening, endpoint.id, context.timing, context.timing.quiet),
        ({ connections: { a: record } }) => judge(record, odd),
      );
    });
}

function judge(record: ConnectionRecord | undefined, { what, accepted }: OddOrigin): Finding {
  const reception = receptionOf(record);
  const sent = sentHandshake(record);
  const sides = { ...(sent === undefined ? {} : { sent }), expected: 'refused', received: reception.text };
  switch (reception.kind) {
    case 'unreached':
      return notReached(reception.text);
    case 'accepted':
      return {
        outcome: accepted,
        message: `A handshake with ${what} is accepted.`,
        ...sides,
        rule: 'RFC 6454 §7.1',
      };
    default:
      return { outcome: 'passed', message: `Not accepted: ${reception.text}.`, ...sides };
  }
}
