import { type Check, type CheckCase, defineCheck } from './check.ts';
import { unrunnable } from './endpoint-case.ts';
import { refusedRequest } from './http-refusal.ts';

export const httpRole: Check = defineCheck({
  id: 'http.role',
  title: 'A companion for certain roles refuses the others',
  area: 'http',
  source: 'x-countersign.roles, refuse.role',
  follows: [{ check: 'http.companion', all: true }, { check: 'http.credentials' }],
  explain:
    'The credential is good, but its owner may not ask for this. The server must look at the role in the credential, not only at whether there is one.',
  plan: (context) =>
    context.contract.companions.flatMap((companion): readonly CheckCase[] => {
      const { roles } = companion;
      if (roles === undefined) return [];
      const other = context.identities.find(({ role }) => role !== undefined && !roles.value.includes(role));
      const title = `${companion.method} ${companion.address} refuses who is not ${roles.value.join(' or ')}`;
      const covers = `companion:${companion.id}.role`;
      if (other === undefined)
        return [
          unrunnable(
            {
              name: companion.id,
              title,
              basis: roles.basis,
              companion: companion.id,
              at: roles.at,
              covers: [covers],
            },
            {
              outcome: 'skipped',
              message: 'No credential of another role is known.',
              remedy: 'Give the login companion an example whose answer has another role.',
            },
          ),
        ];
      return [
        refusedRequest(context, companion, {
          name: companion.id,
          title,
          what: `A request of the role "${other.role}"`,
          identity: other,
          status: companion.refuse.role,
          rule: `roles: ${roles.value.join(', ')}`,
          covers,
          at: roles.at,
          basis: roles.basis,
        }),
      ];
    }),
});
