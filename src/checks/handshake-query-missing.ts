import { isDemanded } from '../contract/promises.ts';
import { type Check, defineCheck } from './check.ts';
import { isUnready, presentEndpoints, runnable, unready } from './endpoint-case.ts';
import { judgeRefusal, knock, refusalPatience } from './refusal.ts';

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
        .map((field) => {
          const head = {
            name: `${endpoint.id}/${field.name}`,
            title: `${endpoint.address} without ?${field.name}= is refused`,
            basis: 'document' as const,
            endpoint: endpoint.id,
            at: field.at,
            covers: [`${endpoint.id}:query.${field.name}`],
          };
          const opening = context.opening(endpoint.id, undefined, { withoutQuery: field.name });
          if (isUnready(opening)) return unready(head, opening);
          return runnable(
            head,
            knock(opening, endpoint.id, context.timing, refusalPatience(context.timing)),
            (transcript) =>
              judgeRefusal(transcript.connections.a, {
                what: `A handshake without the required query parameter "${field.name}"`,
                forms: endpoint.handshake.refuse.query,
                rule: `ws binding: query.required has "${field.name}"`,
              }),
          );
        }),
    ),
});
