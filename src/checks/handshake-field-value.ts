import type { Endpoint } from '../contract/endpoint.ts';
import type { HandshakeField } from '../contract/handshake-policy.ts';
import { carriesCredential } from '../contract/promises.ts';
import { judgeFieldValue } from '../rules/field-value.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { isUnready, presentEndpoints, runnable } from './endpoint-case.ts';
import { channelLines, formText } from './promise-lines.ts';
import { judgeRefusal, knock, observeReception, refusalPatience } from './refusal.ts';

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
  const { timing, validators } = context;
  const found = STRANGERS.find(([, value]) => judgeFieldValue(field, value, validators) !== undefined);
  if (found === undefined) return [];
  const [name, value] = found;
  const opening = context.opening(endpoint.id, undefined, { [place]: { [field.name]: value } });
  if (isUnready(opening)) return [];
  const noun = place === 'query' ? 'query parameter' : 'header';
  const shown = value.length > 40 ? `${value.length} letters` : `"${value}"`;
  const what = `A handshake whose ${noun} "${field.name}" is ${shown}`;
  const forms = endpoint.handshake.refuse.query;
  const head = {
    name: `${endpoint.id}/${field.name}/${name}`,
    title: `${endpoint.address} with the ${noun} "${field.name}" = ${shown}`,
    basis: forms?.basis ?? ('none' as const),
    endpoint: endpoint.id,
    at: field.at,
    covers: [],
  };
  return [
    runnable(
      head,
      knock(opening, endpoint.id, timing, forms === undefined ? timing.quiet : refusalPatience(timing)),
      ({ connections: { a: record } }) =>
        forms === undefined
          ? observeReception(record, what, (reception) =>
              reception.kind === 'refused' && !('close' in reception.form && reception.form.close === 1006)
                ? channelLines(endpoint, `refuse: { query: ${formText(reception.form)} }`)
                : undefined,
            )
          : judgeRefusal(record, { what, forms, rule: `schema of the ${noun} "${field.name}"` }),
    ),
  ];
}
