import type { AddressParameter, Endpoint } from '../contract/endpoint.ts';
import { judgeParameters } from '../rules/guards/parameters.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { presentEndpoints } from './endpoint-case.ts';
import { planStranger } from './stranger-value.ts';

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
  const { name, at } = parameter;
  const good = context.address(endpoint.id)?.values;
  const value = STRANGERS.find(
    (one) => judgeParameters(endpoint, { [name]: one }, context.validators) !== undefined,
  );
  if (good === undefined || value === undefined) return [];
  return planStranger(context, endpoint, {
    name,
    place: `{${name}}`,
    value,
    at,
    opening: context.opening(endpoint.id, { ...good, [name]: value }),
    forms: endpoint.handshake.refuse.path ?? context.contract.unknownPath[endpoint.server],
    key: 'path',
    rule: `Parameter Object of {${name}}; x-countersign.refuse.path`,
  });
}
