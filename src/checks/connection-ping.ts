import { type Check, defineCheck } from './check.ts';
import { isUnready, presentEndpoints, protocolHead, runnable, unready } from './endpoint-case.ts';
import { openedOn } from './handshake-gate.ts';
import { describeClose, seconds } from './received.ts';

const PAYLOAD = 'countersign';

export const connectionPing: Check = defineCheck({
  id: 'connection.ping',
  title: 'A Ping gets a Pong with the same payload',
  area: 'connection',
  source: 'RFC 6455 §5.5.2, §5.5.3',
  row: 'C5, M18',
  explain:
    'Proxies and clients tell a dead connection from a silent one by a Ping. A server that leaves it unanswered is cut off by the first load balancer that asks.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).map((endpoint) => {
      const head = protocolHead(endpoint, `${endpoint.address} answers a Ping`);
      const opening = context.opening(endpoint.id);
      if (isUnready(opening)) return unready(head, opening);
      const { deadline } = context.timing;
      const script = {
        steps: [
          { do: 'connect' as const, on: 'a', endpoint: endpoint.id, opening, within: deadline },
          { do: 'send' as const, on: 'a', frame: { ping: PAYLOAD } },
          { do: 'expect' as const, on: 'a', until: { pong: true as const }, within: deadline },
        ],
        deadline: deadline * 2 + 1_000,
      };
      return runnable(head, script, (transcript) => {
        const opened = openedOn(transcript, 'a');
        if ('finding' in opened) return opened.finding;
        const { frames, close } = opened.record;
        const ping = frames.find(({ from, kind }) => from === 'client' && kind === 'ping');
        const pongs = frames.filter(({ from, kind }) => from === 'server' && kind === 'pong');
        const sides = {
          sent: `Ping "${PAYLOAD}"`,
          expected: `Pong "${PAYLOAD}" within ${seconds(deadline)}`,
          rule: 'RFC 6455 §5.5.3',
        };
        if (pongs.some(({ data }) => data === ping?.data))
          return { outcome: 'passed', message: 'The Pong came.', ...sides, received: 'the Pong' };
        if (pongs.length > 0)
          return {
            outcome: 'warned',
            message: 'The Pong has another payload than the Ping.',
            ...sides,
            received: 'another Pong',
          };
        const closed = close?.by === 'server' ? `closed with ${describeClose(close)}` : 'nothing';
        return { outcome: 'warned', message: 'A Ping gets no Pong.', ...sides, received: closed };
      });
    }),
});
