import { type Check, type CheckCase, defineCheck } from './check.ts';
import { unrunnable } from './endpoint-case.ts';
import { refusedRequest } from './http-refusal.ts';
import { needsIdentity } from './opening.ts';
import { unseenCredential } from './unseen-credential.ts';

export const httpCredentials: Check = defineCheck({
  id: 'http.credentials',
  title: 'A companion that asks for a credential refuses who has none, or a wrong one',
  area: 'http',
  source: 'AsyncAPI Security Requirement; x-countersign.refuse.credentials',
  row: 'A1',
  follows: [{ check: 'http.companion', all: true }],
  explain:
    'The document asks for a credential here. A companion that answers without one, or takes any, hands out to everybody what it should keep, such as the token for the WebSocket.',
  plan: (context) =>
    context.contract.companions
      .filter(({ credentials }) => credentials.length > 0)
      .flatMap((companion): readonly CheckCase[] => {
        const base = {
          status: companion.refuse.credentials,
          rule: `security: ${companion.credentials.map(({ anyOf }) => anyOf.map(({ name }) => name).join(' or ')).join(' and ')}`,
          covers: `companion:${companion.id}.credentials`,
          at: companion.credentials[0]?.at ?? companion.at,
          basis: 'document' as const,
        };
        if (!companion.credentials.some(needsIdentity)) {
          const { at, basis, covers } = base;
          const title = `${companion.method} ${companion.address} asks for a credential`;
          const head = { name: companion.id, title, basis, companion: companion.id, at, covers: [covers] };
          return [unrunnable(head, unseenCredential(companion.credentials))];
        }
        const where = `${companion.method} ${companion.address}`;
        return [
          refusedRequest(context, companion, {
            ...base,
            name: `${companion.id}/none`,
            title: `${where} refuses who shows no credential`,
            what: 'A request without a credential',
            identity: 'none',
          }),
          refusedRequest(context, companion, {
            ...base,
            name: `${companion.id}/wrong`,
            title: `${where} refuses a credential that nobody issued`,
            what: 'A request with a credential that nobody issued',
            identity: 'wrong',
          }),
        ];
      }),
});
