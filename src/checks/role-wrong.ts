import { type Check, type CheckCase, defineCheck } from './check.ts';
import { isUnready, presentEndpoints, runnable, unready, unrunnable } from './endpoint-case.ts';
import { judgeRefusal, knock, refusalPatience } from './refusal.ts';

export const roleWrong: Check = defineCheck({
  id: 'role.wrong',
  title: 'A client of another role is refused',
  area: 'credentials',
  source: 'x-countersign.roles, refuse.role',
  row: 'A4',
  explain:
    'The credential is good, but its owner may not connect here. The role must come from the credential itself, never from what the client says about itself.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint): readonly CheckCase[] => {
      const { roles, refuse } = endpoint.handshake;
      if (roles === undefined) return [];
      const head = {
        name: endpoint.id,
        title: `${endpoint.address} refuses a client that is not ${roles.value.join(' or ')}`,
        basis: roles.basis,
        endpoint: endpoint.id,
        at: roles.at,
        covers: [`${endpoint.id}:roles`],
      };
      const other = context.identities.find(({ role }) => role !== undefined && !roles.value.includes(role));
      if (other === undefined)
        return [
          unrunnable(head, {
            outcome: 'skipped',
            message: 'No credential of another role is known.',
            remedy: 'Give the login companion an example whose answer has another role.',
          }),
        ];
      const opening = context.opening(endpoint.id, undefined, { identity: other });
      if (isUnready(opening)) return [unready(head, opening)];
      return [
        runnable(
          head,
          knock(opening, endpoint.id, context.timing, refusalPatience(context.timing)),
          (transcript) =>
            judgeRefusal(transcript.connections.a, {
              what: `A handshake of the role "${other.role}"`,
              forms: refuse.role,
              rule: `roles: ${roles.value.join(', ')}`,
            }),
        ),
      ];
    }),
});
