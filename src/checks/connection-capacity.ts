import type { ConnectStep, Step } from '../script/script.ts';
import { type Check, type CheckCase, defineCheck } from './check.ts';
import { isUnready, presentEndpoints, runnable, unready, unrunnable } from './endpoint-case.ts';
import { judgeRefusal, receptionOf, refusalPatience } from './refusal.ts';

/** More connections than this are not opened at once by default: a guest is gentle. */
export const GENTLE_CONNECTIONS = 10;

export const connectionCapacity: Check = defineCheck({
  id: 'connection.capacity',
  title: 'No more connections are open than the document allows',
  area: 'connection',
  source: 'x-countersign.limits.connections, refuse.capacity',
  row: 'M29',
  phase: 'capacity',
  serial: true,
  explain:
    'The document names a limit. The connection beyond it must be refused in the declared way, so that a client knows to come back later instead of trying for ever.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint): readonly CheckCase[] => {
      const { connections, refuse } = endpoint.handshake;
      if (connections === undefined) return [];
      const limit = connections.value;
      const head = {
        name: endpoint.id,
        title: `${endpoint.address} refuses connection ${limit + 1}`,
        basis: connections.basis,
        endpoint: endpoint.id,
        at: connections.at,
        covers: [`${endpoint.id}:capacity`],
      };
      if (limit > GENTLE_CONNECTIONS && context.timing.thorough !== true)
        return [
          unrunnable(head, {
            outcome: 'skipped',
            message: `It would need ${limit + 1} connections at once.`,
            remedy: `--thorough, or run the backend with a limit of at most ${GENTLE_CONNECTIONS}.`,
          }),
        ];
      const opening = context.opening(endpoint.id);
      if (isUnready(opening)) return [unready(head, opening)];
      const { timing } = context;
      const connect = (on: string): ConnectStep => ({
        do: 'connect',
        on,
        endpoint: endpoint.id,
        opening,
        within: timing.deadline,
      });
      const steps: Step[] = [
        ...Array.from({ length: limit }, (_, i) => connect(`c${i + 1}`)),
        connect('over'),
        { do: 'expect', on: 'over', until: {}, within: refusalPatience(timing) },
      ];
      return [
        runnable(head, { steps, deadline: timing.deadline * 2 + limit * 200 + 3_000 }, (transcript) => {
          const refused = Array.from({ length: limit }, (_, i) => `c${i + 1}`).find(
            (on) => receptionOf(transcript.connections[on]).kind !== 'accepted',
          );
          if (refused !== undefined) {
            const reception = receptionOf(transcript.connections[refused]);
            return {
              outcome: 'failed',
              message: `Connection ${refused.slice(1)} of ${limit} was not accepted; others may be open.`,
              expected: `${limit} connections`,
              received: reception.text,
              rule: 'x-countersign.limits.connections',
            };
          }
          return judgeRefusal(transcript.connections.over, {
            what: `Connection ${limit + 1}`,
            forms: refuse.capacity,
            rule: `limits.connections: ${limit}`,
          });
        }),
      ];
    }),
});
