import { type Check, type CheckCase, defineCheck } from './check.ts';
import { converse } from './conversation.ts';
import { isUnready, presentEndpoints, runnable, unready, unrunnable } from './endpoint-case.ts';
import { namesOf } from './frames.ts';
import { openedOn } from './handshake-gate.ts';
import { judgeReply } from './judge-reply.ts';
import { unknownPayload } from './unknown-frames.ts';

export const exchangeOtherwise: Check = defineCheck({
  id: 'exchange.otherwise',
  title: 'A well-formed frame that no message fits gets the declared reply',
  area: 'exchange',
  source: 'x-countersign.otherwise',
  row: 'M10',
  sendsInvalid: true,
  follows: [{ check: 'exchange.reply', all: true }],
  explain:
    'The document says what a frame gets that is sound but of no known kind. A client of next year will send such frames to the server of today.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint): readonly CheckCase[] => {
      const { otherwise } = endpoint;
      if (otherwise === undefined) return [];
      const head = {
        name: endpoint.id,
        title: `An unknown message gets "${otherwise.value}"`,
        basis: otherwise.basis,
        endpoint: endpoint.id,
        at: otherwise.at,
        covers: [`${endpoint.id}:otherwise`],
      };
      const payload = unknownPayload(context, endpoint.id);
      if (payload === undefined)
        return [
          unrunnable(head, {
            outcome: 'skipped',
            message: 'Every well-formed frame fits a message of the document.',
            remedy: 'Nothing: there is no unknown message.',
          }),
        ];
      const opening = context.opening(endpoint.id);
      if (isUnready(opening)) return [unready(head, opening)];
      const talk = converse(context, endpoint, opening);
      const sent = talk.add({ do: 'send', on: 'a', frame: { json: payload } });
      talk.add({
        do: 'expect',
        on: 'a',
        until: { messages: namesOf(context, endpoint.id, [otherwise.value]) },
        within: context.timing.deadline,
      });
      const reply = {
        basis: otherwise.basis,
        messages: [otherwise.value],
        bind: [],
        delay: 0,
        at: otherwise.at,
      };
      return [
        runnable(head, talk.script(), (transcript) => {
          const opened = openedOn(transcript, 'a');
          if ('finding' in opened) return opened.finding;
          const finding = judgeReply(context, opened.record, {
            endpoint,
            reply,
            request: payload,
            sent,
            parameters: {},
          });
          return finding.outcome === 'failed' && finding.rule?.startsWith('AsyncAPI') === true
            ? { ...finding, rule: 'x-countersign.otherwise' }
            : finding;
        }),
      ];
    }),
});
