import { type Check, defineCheck } from './check.ts';
import { runnable } from './endpoint-case.ts';
import { withHeaders } from './odd-handshake.ts';
import { protocolEndpoints } from './protocol-endpoints.ts';
import { knock, observeReception, receptionOf } from './refusal.ts';

/** A JWT with many claims, and what nginx takes by default. */
const SIZES: readonly number[] = [4_096, 16_384];

export const handshakeHeadSize: Check = defineCheck({
  id: 'handshake.head-size',
  title: 'A handshake with a large header is answered',
  area: 'handshake',
  phase: 'boundaries',
  source: 'RFC 9110 §5.4; RFC 6585 §5 (431)',
  row: 'H20',
  explain:
    'Tokens and cookies make the head of a handshake large. A server may refuse it (431, 400), but must answer. nginx takes 8 KiB by default, Node 16 KiB, uvicorn 64 KiB.',
  plan: (context) =>
    protocolEndpoints(context).flatMap(({ endpoint, opening }) =>
      SIZES.map((size) => {
        const what = `A handshake with a header of ${size / 1024} KiB`;
        return runnable(
          {
            name: `${endpoint.id}/${size}`,
            title: `${what} is answered`,
            basis: 'protocol',
            endpoint: endpoint.id,
            at: endpoint.at,
            covers: [],
          },
          knock(
            withHeaders(opening, ['X-Countersign', 'x'.repeat(size)]),
            endpoint.id,
            context.timing,
            context.timing.quiet,
          ),
          ({ connections: { a: record } }) => {
            const { sent: _, ...finding } = observeReception(record, what, () => undefined);
            return receptionOf(record).kind === 'unanswered' ? { ...finding, outcome: 'warned' } : finding;
          },
        );
      }),
    ),
});
