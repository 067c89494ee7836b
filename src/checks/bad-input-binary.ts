import type { Endpoint } from '../contract/endpoint.ts';
import { requestsOf } from '../contract/queries.ts';
import { utf8Of } from '../script/base64.ts';
import { rawFrames } from '../script/raw-frame.ts';
import { type HostileFrame, planHostileFrames } from './bad-input-frames.ts';
import { type Check, type CheckContext, defineCheck } from './check.ts';
import { firstRequest } from './requests.ts';

export const badInputBinary: Check = defineCheck({
  id: 'bad-input.binary',
  title: 'A binary frame where text is spoken gets the declared answer',
  area: 'bad-input',
  source: 'x-countersign.invalid; RFC 6455 §5.6, §7.4.1 (1003)',
  row: 'C11, M12',
  serial: true,
  disturbs: true,
  sendsInvalid: true,
  follows: [{ check: 'bad-input.malformed' }, { check: 'exchange.reply', all: true }],
  explain:
    'The same message in a frame of the other kind: a client library that sends bytes does that. `receive_text()` of Starlette raises a KeyError on it, which the client sees as 1006. Many libraries hand over both kinds alike: where the backend takes it for the message that it is, that is only shown.',
  plan: (context) => planHostileFrames(context, (endpoint) => binaryOf(context, endpoint)),
});

function binaryOf(context: CheckContext, endpoint: Endpoint): readonly HostileFrame[] {
  for (const operation of requestsOf(endpoint)) {
    const request = firstRequest(context, endpoint, operation, undefined);
    if (request === undefined) continue;
    const bytes = utf8Of(JSON.stringify(request.payload));
    return [
      {
        name: 'binary',
        what: `A "${request.message}" in a binary frame`,
        frame: { raw: rawFrames({ opcode: 2, payload: bytes }) },
        incoming: { kind: 'binary', base64: '', size: bytes.length },
        shown: `${bytes.length} bytes in a binary frame`,
        mayBeTaken: true,
      },
    ];
  }
  return [];
}
