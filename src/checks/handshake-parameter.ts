import type { AddressParameter, Endpoint } from '../contract/endpoint.ts';
import { judgeParameters } from '../rules/guards/parameters.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { isUnready, presentEndpoints, runnable } from './endpoint-case.ts';
import { channelLines, formText } from './promise-lines.ts';
import { judgeRefusal, knock, observeReception, refusalPatience } from './refusal.ts';

/** Of every kind, so that one of them breaks any rule that a parameter may have. */
const STRANGERS: readonly string[] = ['countersign-unknown', '0', '~', 'x'.repeat(300)];

export const handshakeParameter: Check = defineCheck({
  id: 'handshake.parameter',
  title: 'An address with a value that the parameter does not have is refused',
  area: 'handshake',
  source: 'AsyncAPI Parameter Object `enum`; x-countersign.refuse.path',
  row: 'H15',
  follows: [{ check: 'handshake.unknown-path' }],
  explain:
    'The document lists the values of the parameter, so an address with another one is an address that it does not have. What such an address gets is a promise where the document says what an unknown path gets (`refuse.path`). Each listed value is tried by handshake.accept.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) =>
      endpoint.parameters
        .filter((parameter) => parameter.enum !== undefined || parameter.schema !== undefined)
        .flatMap((parameter) => plan(context, endpoint, parameter)),
    ),
});

function plan(context: CheckContext, endpoint: Endpoint, parameter: AddressParameter): readonly CheckCase[] {
  const { timing, validators, contract } = context;
  const good = context.address(endpoint.id)?.values;
  const stranger = STRANGERS.find(
    (value) => judgeParameters(endpoint, { [parameter.name]: value }, validators) !== undefined,
  );
  if (good === undefined || stranger === undefined) return [];
  const opening = context.opening(endpoint.id, { ...good, [parameter.name]: stranger });
  if (isUnready(opening)) return [];
  const forms = endpoint.handshake.refuse.path ?? contract.unknownPath[endpoint.server];
  const shown = stranger.length > 40 ? `${stranger.length} letters` : `"${stranger}"`;
  const what = `A handshake whose {${parameter.name}} is ${shown}`;
  const head = {
    name: `${endpoint.id}/${parameter.name}`,
    title: `${endpoint.address} with {${parameter.name}} = ${shown}`,
    basis: forms?.basis ?? ('none' as const),
    endpoint: endpoint.id,
    at: parameter.at,
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
                ? channelLines(endpoint, `refuse: { path: ${formText(reception.form)} }`)
                : undefined,
            )
          : judgeRefusal(record, {
              what,
              forms,
              rule: `Parameter Object of {${parameter.name}}; x-countersign.refuse.path`,
            }),
    ),
  ];
}
