import { type Check, defineCheck } from './check.ts';
import { refusedCredential } from './credential-refusal.ts';

export const credentialsMissing: Check = defineCheck({
  id: 'credentials.missing',
  title: 'A client without a credential is refused',
  area: 'credentials',
  source: 'AsyncAPI Security Requirement; x-countersign.refuse.credentials',
  row: 'A3',
  explain:
    'The document asks for a credential, so nobody may get a single frame without one. Look at it before you accept: a close code that is sent before accept is only an HTTP 403 on the wire.',
  plan: (context) =>
    refusedCredential(
      context,
      'none',
      ({ address }) => `${address} refuses a client without a credential`,
      'A handshake without a credential',
    ),
});
