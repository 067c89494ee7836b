import { carriesCredential } from '../contract/promises.ts';
import { type Check, defineCheck } from './check.ts';
import { presentEndpoints } from './endpoint-case.ts';
import { missingField } from './missing-field.ts';

export const handshakeHeaderMissing: Check = defineCheck({
  id: 'handshake.header-missing',
  title: 'A handshake without a required header is refused',
  area: 'handshake',
  source: 'AsyncAPI ws channel binding `headers.required`',
  explain:
    'The document calls the header required. Mind that a browser lets a page set no header of its own on a WebSocket: such an endpoint is for other clients only.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) =>
      endpoint.handshake.headers
        .filter(({ required, name }) => required && !carriesCredential(endpoint, 'header', name))
        .map((field) => missingField(context, endpoint, 'header', field)),
    ),
});
