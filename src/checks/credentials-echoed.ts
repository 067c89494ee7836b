import { type Check, type CheckCase, defineCheck } from './check.ts';
import { isUnready, presentEndpoints, runnable } from './endpoint-case.ts';
import { receptionOf } from './refusal.ts';

export const credentialsEchoed: Check = defineCheck({
  id: 'credentials.echoed',
  title: 'A credential among the subprotocols is not sent back',
  area: 'credentials',
  source: 'RFC 6455 §4.2.2 (5); CWE-522',
  row: 'P7, A10',
  explain:
    'A page can set no header but Sec-WebSocket-Protocol, so some put the token there. The server must select the subprotocol that is none: a token in the answer stands in the logs of every proxy on the way. `ws` without `handleProtocols` selects the first that is offered, whatever it is.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint): readonly CheckCase[] => {
      const { credentials, subprotocols } = endpoint.handshake;
      const prefix = credentials
        .flatMap(({ anyOf }) => anyOf)
        .flatMap(({ carrier }) => (carrier.in === 'subprotocol' ? [carrier.prefix] : []))[0];
      const opening = context.opening(endpoint.id);
      if (prefix === undefined || isUnready(opening)) return [];
      const { deadline } = context.timing;
      const head = {
        name: endpoint.id,
        title: `${endpoint.address} does not send the credential back`,
        basis: 'protocol' as const,
        endpoint: endpoint.id,
        at: credentials[0]?.at ?? endpoint.at,
        covers: [],
      };
      const script = {
        steps: [{ do: 'connect' as const, on: 'a', endpoint: endpoint.id, opening, within: deadline }],
        deadline: deadline + 1_000,
      };
      return [
        runnable(head, script, ({ connections: { a: record } }) => {
          const outcome = record?.handshake.outcome;
          if (outcome?.kind !== 'accepted')
            return {
              outcome: 'skipped',
              message: `Not tried: ${receptionOf(record).text}.`,
              remedy: 'See handshake.accept.',
            };
          const selected = outcome.subprotocol;
          const known = subprotocols?.value.supported ?? [];
          const isSecret =
            selected !== undefined &&
            !known.includes(selected) &&
            (prefix === '' || selected.startsWith(prefix));
          return isSecret
            ? {
                outcome: 'warned',
                message: 'The server selects the credential itself as the subprotocol, and sends it back.',
                expected: known.length === 0 ? 'no Sec-WebSocket-Protocol' : known.join(' or '),
                received: `Sec-WebSocket-Protocol: ${prefix}…`,
                rule: 'CWE-522',
              }
            : { outcome: 'passed', message: 'It is not sent back.' };
        }),
      ];
    }),
});
