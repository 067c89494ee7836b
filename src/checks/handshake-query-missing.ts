import { isDemanded } from '../contract/promises.ts';
import { type Check, defineCheck } from './check.ts';
import { presentEndpoints } from './endpoint-case.ts';
import { missingField } from './missing-field.ts';

export const handshakeQueryMissing: Check = defineCheck({
  id: 'handshake.query-missing',
  title: 'A handshake without a required query parameter is refused',
  area: 'handshake',
  source: 'AsyncAPI ws channel binding `query.required`',
  explain:
    'The document calls the parameter required, so a client that forgets it must not get a connection that then misbehaves. Where the server can do without it, take it out of `required`.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) =>
      endpoint.handshake.query
        .filter((field) => isDemanded(endpoint, 'query', field))
        .map((field) => missingField(context, endpoint, 'query', field)),
    ),
});
