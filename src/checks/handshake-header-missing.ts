import { carriesCredential } from '../contract/promises.ts';
import { type Check, defineCheck } from './check.ts';
import { isUnready, presentEndpoints, runnable, unready } from './endpoint-case.ts';
import { judgeRefusal, knock, refusalPatience } from './refusal.ts';

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
        .map((field) => {
          const head = {
            name: `${endpoint.id}/${field.name}`,
            title: `${endpoint.address} without the header ${field.name} is refused`,
            basis: 'document' as const,
            endpoint: endpoint.id,
            at: field.at,
            covers: [`${endpoint.id}:header.${field.name}`],
          };
          const opening = context.opening(endpoint.id, undefined, { withoutHeader: field.name });
          if (isUnready(opening)) return unready(head, opening);
          return runnable(
            head,
            knock(opening, endpoint.id, context.timing, refusalPatience(context.timing)),
            (transcript) =>
              judgeRefusal(transcript.connections.a, {
                what: `A handshake without the required header "${field.name}"`,
                forms: endpoint.handshake.refuse.query,
                rule: `ws binding: headers.required has "${field.name}"`,
              }),
          );
        }),
    ),
});
