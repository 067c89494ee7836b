import { expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import { findings, honestChat } from '../../test/support/hold.ts';
import { nowhere } from '../../test/support/tiny-contract.ts';
import type { CredentialRequirement } from '../contract/handshake-policy.ts';
import { credentialsMissing } from './credentials-missing.ts';
import { credentialsWrong } from './credentials-wrong.ts';
import { httpCredentials } from './http-credentials.ts';

const certificate: CredentialRequirement = {
  anyOf: [{ name: 'cert', type: 'x509', carrier: { in: 'elsewhere' }, at: nowhere }],
  at: nowhere,
};

test('A credential that no request carries is skipped once, with the reason', async () => {
  const contract = chatContract({ handshake: { credentials: [certificate] } });
  const message =
    'skipped: The security scheme "cert" (x509) has no place in an HTTP request, so that no request shows whether it is asked for.';
  const about = contract.endpoints.filter(({ handshake }) => handshake.credentials.length > 0);
  expect(await findings(credentialsMissing, contract, honestChat)).toEqual(
    about.map(({ id }) => `${id}: ${message}`),
  );
  expect(await findings(credentialsWrong, contract, honestChat)).toEqual([]);
  const companions = contract.companions.map((one) => ({ ...one, credentials: [certificate] }));
  expect(await findings(httpCredentials, { ...contract, companions }, honestChat)).toEqual(
    companions.map(({ id }) => `${id}: ${message}`),
  );
});
