import { utf8Of } from '../script/base64.ts';
import { type Check, defineCheck } from './check.ts';
import { planBreaches } from './protocol-breach.ts';

export const protocolMasking: Check = defineCheck({
  id: 'protocol.masking',
  title: 'A frame that is not masked fails the connection',
  area: 'protocol',
  source: 'RFC 6455 §5.1, §5.3',
  row: 'C1',
  disturbs: true,
  sendsInvalid: true,
  explain:
    'The mask keeps a page from writing bytes of its choice onto the wire, where a proxy may take them for HTTP. aiohttp 3.8 and tornado 6.2 take frames without one: a warning about the server, not about your code.',
  plan: (context) =>
    planBreaches(context, [
      {
        name: 'unmasked',
        what: 'A frame without a mask',
        frames: [{ opcode: 1, payload: utf8Of('{}'), masked: false }],
        codes: [1002],
        rule: 'RFC 6455 §5.1',
      },
    ]),
});
