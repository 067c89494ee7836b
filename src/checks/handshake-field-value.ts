import type { Endpoint } from '../contract/endpoint.ts';
import type { HandshakeField } from '../contract/handshake-policy.ts';
import { carriesCredential } from '../contract/promises.ts';
import { judgeFieldValue } from '../rules/field-value.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { presentEndpoints } from './endpoint-case.ts';
import { planStranger } from './stranger-value.ts';

const STRANGERS: readonly (readonly [name: string, value: string])[] = [
  ['unknown', 'countersign-unknown'],
  ['number', '-1'],
  ['fraction', '0.5'],
  ['empty', ''],
  ['long', 'x'.repeat(300)],
];

/** The header that browsers set has checks of its own. */
const OWN_CHECKS = /^(origin|sec-websocket-protocol)$/i;

export const handshakeFieldValue: Check = defineCheck({
  id: 'handshake.field-value',
  title: 'A query parameter or header with a value that its schema forbids is refused',
  area: 'handshake',
  source: 'AsyncAPI ws channel binding `query`, `headers`; x-countersign.refuse.query',
  follows: [{ check: 'handshake.query-missing' }, { check: 'handshake.header-missing' }],
  explain:
    'A value of another type, or out of its list, is a mistake of the client, and a client that is let in with it waits for data that never come. It is a promise where the document says how such a handshake is refused (`refuse.query`).',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) => [
      ...fields(endpoint, 'query').flatMap((field) => plan(context, endpoint, 'query', field)),
      ...fields(endpoint, 'header').flatMap((field) => plan(context, endpoint, 'header', field)),
    ]),
});

function fields(endpoint: Endpoint, place: 'query' | 'header'): readonly HandshakeField[] {
  const declared = place === 'query' ? endpoint.handshake.query : endpoint.handshake.headers;
  return declared.filter(
    ({ name, schema }) =>
      schema !== undefined &&
      !carriesCredential(endpoint, place, name) &&
      !(place === 'header' && OWN_CHECKS.test(name)),
  );
}

function plan(
  context: CheckContext,
  endpoint: Endpoint,
  place: 'query' | 'header',
  field: HandshakeField,
): readonly CheckCase[] {
  const found = STRANGERS.find(
    ([, value]) => judgeFieldValue(field, value, context.validators) !== undefined,
  );
  if (found === undefined) return [];
  const [name, value] = found;
  const noun = place === 'query' ? 'query parameter' : 'header';
  return planStranger(context, endpoint, {
    name: `${field.name}/${name}`,
    place: `the ${noun} "${field.name}"`,
    value,
    at: field.at,
    opening: context.opening(endpoint.id, undefined, { [place]: { [field.name]: value } }),
    forms: endpoint.handshake.refuse.query,
    key: 'query',
    rule: `schema of the ${noun} "${field.name}"`,
  });
}
