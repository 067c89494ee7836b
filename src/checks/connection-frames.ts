import { type Check, defineCheck } from './check.ts';
import { converse, expectationOf, replyTime } from './conversation.ts';
import { isUnready, presentEndpoints, protocolHead, runnable, unready } from './endpoint-case.ts';
import { openedOn } from './handshake-gate.ts';
import { livenessRequest } from './liveness.ts';
import { describeFrames } from './received.ts';

export const connectionFrames: Check = defineCheck({
  id: 'connection.frames',
  title: 'Every frame of the server is a valid one',
  area: 'connection',
  source: 'RFC 6455 §5.1, §5.2, §7.4, §8.1',
  row: 'C17, C18, R7',
  explain:
    'No mask, no reserved bit, no broken UTF-8, no fragment out of place, no close code that may not stand on the wire: a browser ends the connection at the first such frame, and tells its page no more than 1006. Something writes to the socket behind the back of the WebSocket library, or a proxy does.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).map((endpoint) => {
      const head = protocolHead(endpoint, `${endpoint.address} sends valid frames`);
      const opening = context.opening(endpoint.id);
      if (isUnready(opening)) return unready(head, opening);
      const talk = converse(context, endpoint, opening);
      const request = livenessRequest(context, endpoint);
      const reply = request?.operation.reply;
      if (request !== undefined && reply !== undefined) {
        talk.send(request);
        talk.add({
          do: 'expect',
          on: 'a',
          until: { ...expectationOf(context, endpoint, reply, request.payload), fresh: true },
          within: replyTime(context, reply),
        });
      }
      talk.add({ do: 'expect', on: 'a', until: { closed: true }, within: context.timing.quiet });
      talk.add({ do: 'close', on: 'a', code: 1000 });
      return runnable(head, talk.script(), (transcript) => {
        const opened = openedOn(transcript, 'a');
        if ('finding' in opened) return opened.finding;
        const { close, frames } = opened.record;
        const received = describeFrames(frames.filter(({ from }) => from === 'server'));
        return close?.how === 'protocol-error'
          ? {
              outcome: 'warned',
              message: `The server sent a frame that is not valid: ${close.reason}.`,
              expected: 'frames as RFC 6455 §5 describes them',
              received,
              rule: 'RFC 6455 §5',
            }
          : { outcome: 'passed', message: 'All frames are valid.', received };
      });
    }),
});
