import type { Finding } from '../result/result.ts';
import type { Transcript } from '../transcript/transcript.ts';
import { type Check, defineCheck } from './check.ts';
import { runnable } from './endpoint-case.ts';
import { openedOn } from './handshake-gate.ts';
import { protocolEndpoints } from './protocol-endpoints.ts';
import { describeClose } from './received.ts';

const CLOSES: readonly (readonly [name: string, what: string, close: { code?: number; reason?: string }])[] =
  [
    ['normal', 'A Close with 1000 and a reason', { code: 1000, reason: 'countersign' }],
    ['empty', 'A Close without a code', {}],
    ['own', 'A Close with 4000, a code of the application', { code: 4000 }],
  ];

export const protocolClose: Check = defineCheck({
  id: 'protocol.close',
  title: 'A Close is answered with a Close',
  area: 'protocol',
  source: 'RFC 6455 §5.5.1, §7.1.1',
  row: 'C12, C13, M23',
  explain:
    'A server that ends TCP without its own Close leaves the browser with `wasClean: false` and the code 1006: every goodbye looks like a crash, and the client reconnects.',
  plan: (context) =>
    protocolEndpoints(context).flatMap(({ endpoint, opening }) =>
      CLOSES.map(([name, what, close]) => {
        const { deadline } = context.timing;
        return runnable(
          {
            name: `${endpoint.id}/${name}`,
            title: `${what} is answered`,
            basis: 'protocol',
            endpoint: endpoint.id,
            at: endpoint.at,
            covers: [],
          },
          {
            steps: [
              { do: 'connect', on: 'a', endpoint: endpoint.id, opening, within: deadline },
              { do: 'close', on: 'a', ...close },
            ],
            deadline: deadline + 4_000,
          },
          (transcript) => judge(transcript, what),
        );
      }),
    ),
});

function judge(transcript: Transcript, what: string): Finding {
  const opened = openedOn(transcript, 'a');
  if ('finding' in opened) return opened.finding;
  const { close } = opened.record;
  const sides = {
    sent: what,
    expected: 'a Close frame, and then the end of TCP',
    received: close === undefined ? 'nothing' : `closed with ${describeClose(close)}`,
    rule: 'RFC 6455 §5.5.1',
  };
  if (close?.how === 'close-frame') return { outcome: 'passed', message: 'Answered with a Close.', ...sides };
  if (close?.how === 'protocol-error')
    return {
      outcome: 'warned',
      message: `${what} is answered with a frame that is not valid: ${close.reason}.`,
      ...sides,
    };
  return { outcome: 'warned', message: `${what} is not answered with a Close.`, ...sides };
}
