import { type Check, defineCheck } from './check.ts';
import { refusedCredential } from './credential-refusal.ts';

export const credentialsWrong: Check = defineCheck({
  id: 'credentials.wrong',
  title: 'A client with a credential that nobody issued is refused',
  area: 'credentials',
  source: 'AsyncAPI Security Requirement; x-countersign.refuse.credentials',
  row: 'A3',
  follows: [{ check: 'credentials.missing' }],
  explain:
    'A server that only looks whether a token is there lets everybody in. Verify its signature, its audience and its expiry before you accept.',
  plan: (context) =>
    refusedCredential(
      context,
      'wrong',
      ({ address }) => `${address} refuses a credential that nobody issued`,
      'A handshake with a credential that nobody issued',
    ),
});
