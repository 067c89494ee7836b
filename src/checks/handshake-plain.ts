import type { Companion } from '../contract/companion.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { isUnready, runnable } from './endpoint-case.ts';
import { protocolEndpoints } from './protocol-endpoints.ts';
import { describeAnswer, sentRequest } from './received.ts';
import { knock, observeReception } from './refusal.ts';

export const handshakePlain: Check = defineCheck({
  id: 'handshake.plain',
  title: 'HTTP at a WebSocket address, and a handshake at an HTTP one, do no harm',
  area: 'handshake',
  phase: 'boundaries',
  source: 'RFC 6455 §4.2.2, §10.7; RFC 9110 §15.5.22 (426)',
  row: 'H17, H18',
  explain:
    'People paste a WebSocket address into a browser, and clients mistake a companion for an endpoint. Either gets an answer that says so (400, 404, 426), not a 500 and not a connection. What each gets is shown.',
  plan: (context) => [...plainGets(context), ...handshakesAtCompanions(context)],
});

function plainGets(context: CheckContext): readonly CheckCase[] {
  const { deadline } = context.timing;
  return protocolEndpoints(context).map(({ endpoint, opening }) =>
    runnable(
      {
        name: `${endpoint.id}/get`,
        title: `A plain GET of ${endpoint.address}`,
        basis: 'protocol',
        endpoint: endpoint.id,
        at: endpoint.at,
        covers: [],
      },
      {
        steps: [
          {
            do: 'request',
            as: 'answer',
            method: 'GET',
            target: opening.target,
            headers: [],
            within: deadline,
          },
        ],
        deadline: deadline + 1_000,
      },
      ({ answers: { answer } }) => {
        if (answer === undefined)
          return { outcome: 'skipped', message: 'Not tried.', remedy: 'Run it again.' };
        const { outcome } = answer;
        const sides = { sent: sentRequest(answer), received: describeAnswer(answer) };
        if (outcome.kind === 'failed')
          return { outcome: 'observed', message: 'A plain GET gets no HTTP answer.', ...sides };
        if (outcome.status >= 500)
          return {
            outcome: 'warned',
            message: `A plain GET of the WebSocket address is answered with ${outcome.status}.`,
            expected: '400, 404 or 426',
            rule: 'RFC 9110 §15.6',
            ...sides,
          };
        return { outcome: 'observed', message: `A plain GET is answered with ${outcome.status}.`, ...sides };
      },
    ),
  );
}

function handshakesAtCompanions(context: CheckContext): readonly CheckCase[] {
  const [first] = protocolEndpoints(context);
  const isHarmless = ({ method }: Companion): boolean => method === 'GET';
  if (first === undefined) return [];
  return context.contract.companions
    .filter(isHarmless)
    .slice(0, 1)
    .flatMap((companion) => {
      const request = context.request(companion, 'answer');
      if (isUnready(request)) return [];
      const { origin } = first.opening;
      const what = `A handshake at the HTTP address ${companion.address}`;
      const opening = {
        target: request.target,
        headers: request.headers,
        ...(origin === undefined ? {} : { origin }),
      };
      return [
        runnable(
          {
            name: companion.id,
            title: what,
            basis: 'none',
            companion: companion.id,
            at: companion.at,
            covers: [],
          },
          knock(opening, undefined, context.timing, context.timing.quiet),
          (transcript) => observeReception(transcript.connections.a, what, () => undefined),
        ),
      ];
    });
}
