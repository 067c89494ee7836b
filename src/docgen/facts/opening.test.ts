import { expect, test } from 'vitest';
import { EVERY_PLACE } from '../../../test/docs/every-place.ts';
import { bundleOf } from '../../../test/support/bundle-of.ts';
import { compile } from '../../compile/compile.ts';
import { openingOf } from './opening.ts';
import { requestText } from './request-text.ts';

test('the handshake has everything where it belongs, with a word in the place of each credential', () => {
  const { contract } = compile(bundleOf(EVERY_PLACE), { perspective: 'auto' });
  const [endpoint] = contract.endpoints;
  expect(endpoint === undefined ? '' : requestText(openingOf(contract, endpoint))).toBe(
    [
      "GET /rooms/it's%20%22quoted%22%20100%25?lang=d'Oc%20%26%20%22%C3%A9%22%20%24%7Bx%7D HTTP/1.1",
      'Host: localhost:8000',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: (16 random bytes in base64)',
      'Origin: http://localhost:3000',
      'Sec-WebSocket-Protocol: v2.chat',
      'X-Client: docs',
      'Authorization: Bearer YOUR_BEARER',
      'Cookie: sid=YOUR_SESSION',
    ].join('\n'),
  );
});
