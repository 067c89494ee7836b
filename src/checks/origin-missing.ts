import { type Check, defineCheck } from './check.ts';
import { isUnready, presentEndpoints, runnable, unready } from './endpoint-case.ts';
import { channelLines } from './promise-lines.ts';
import { judgeAcceptance, judgeRefusal, knock, observeReception, refusalPatience } from './refusal.ts';

export const originMissing: Check = defineCheck({
  id: 'origin.missing',
  title: 'A handshake without Origin is treated as the document says',
  area: 'origin',
  source: 'x-countersign.missingOrigin; RFC 6455 §4.2.1 (8)',
  row: 'O2',
  explain:
    'A browser always sends Origin; scripts, mobile apps and servers do not. Whether they may connect is a decision: write it down as `missingOrigin`.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).map((endpoint) => {
      const { missingOrigin, refuse } = endpoint.handshake;
      const head = {
        name: endpoint.id,
        title: `${endpoint.address} ${TITLES[missingOrigin?.value ?? 'open']}`,
        basis: missingOrigin?.basis ?? ('none' as const),
        endpoint: endpoint.id,
        at: missingOrigin?.at ?? endpoint.at,
        covers: missingOrigin === undefined ? [] : [`${endpoint.id}:missing-origin`],
      };
      const opening = context.opening(endpoint.id, undefined, { origin: null });
      if (isUnready(opening)) return unready(head, opening);
      const { timing } = context;
      const listen = missingOrigin?.value === 'reject' ? refusalPatience(timing) : timing.quiet;
      return runnable(head, knock(opening, endpoint.id, timing, listen), (transcript) => {
        const record = transcript.connections.a;
        switch (missingOrigin?.value) {
          case 'reject':
            return judgeRefusal(record, {
              what: 'A handshake without Origin',
              forms: refuse.origin,
              rule: 'x-countersign.missingOrigin: reject',
            });
          case 'accept':
            return judgeAcceptance(
              record,
              'A handshake without Origin',
              'x-countersign.missingOrigin: accept',
            );
          case undefined:
            return observeReception(record, 'A handshake without Origin', (reception) =>
              reception.kind === 'unanswered'
                ? undefined
                : channelLines(
                    endpoint,
                    `missingOrigin: ${reception.kind === 'accepted' ? 'accept' : 'reject'}`,
                  ),
            );
        }
      });
    }),
});

const TITLES = {
  accept: 'accepts a handshake without Origin',
  reject: 'refuses a handshake without Origin',
  open: 'and a handshake without Origin',
} as const;
