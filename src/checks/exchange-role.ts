import type { Endpoint } from '../contract/endpoint.ts';
import type { RequestOperation } from '../contract/operation.ts';
import { messageOf, requestsOf } from '../contract/queries.ts';
import { dispatch } from '../rules/exchange.ts';
import { badFrameHead, expectedOf, policyFor } from './bad-frame.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { presentEndpoints } from './endpoint-case.ts';
import { frameAs, heard, outgoing } from './frames.ts';
import { identityFor } from './opening.ts';
import { planBadFrame } from './plan-bad-frame.ts';
import { describePayload } from './received.ts';
import { firstRequest } from './requests.ts';

export const exchangeRole: Check = defineCheck({
  id: 'exchange.role',
  title: 'A request that is for other roles is not carried out',
  area: 'exchange',
  source: 'x-countersign.roles of an operation; x-countersign.invalid',
  row: 'M26',
  disturbs: true,
  sendsInvalid: true,
  follows: [{ check: 'exchange.reply' }],
  explain:
    'Who may connect may not do everything. The role must be looked at for each message, not only in the handshake: a client that may read sends what only a client that may write should. It must get what the document says of frames that fit no message (`invalid`), and never the reply.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) =>
      requestsOf(endpoint).flatMap((operation) => plan(context, endpoint, operation)),
    ),
});

function plan(context: CheckContext, endpoint: Endpoint, operation: RequestOperation): readonly CheckCase[] {
  const roles = operation.roles?.value;
  if (roles === undefined) return [];
  const { credentials, roles: mayConnect } = endpoint.handshake;
  const stranger = context.identities.find(
    (identity) =>
      identity.role !== undefined &&
      !roles.includes(identity.role) &&
      identityFor(credentials, mayConnect?.value, [identity]) !== undefined,
  );
  const request = firstRequest(context, endpoint, operation, roles[0]);
  if (stranger === undefined || request === undefined) return [];
  const { message, payload } = request;
  // Another operation may take the same message from that role.
  if (dispatch(endpoint, message, payload, context.validators, stranger.role) !== undefined) return [];
  const policy = policyFor(endpoint, 'broken');
  const what = `A "${message}" of the role "${stranger.role}"`;
  const head = {
    ...badFrameHead(endpoint, policy),
    name: `${endpoint.id}/${operation.id}`,
    title: policy === undefined ? what : `${what} ${expectedOf(policy.value)}`,
    at: operation.roles?.at ?? operation.at,
  };
  const planned = planBadFrame(context, endpoint, head, {
    frame: outgoing(messageOf(context.contract, message), payload),
    text: describePayload(payload),
    what,
    policy,
    identity: stranger,
  });
  return [
    {
      ...planned,
      judge(transcript) {
        const finding = planned.judge(transcript);
        const record = transcript.connections.a;
        const own = policy?.value.kind === 'reply' ? policy.value.message : undefined;
        const done = (record === undefined ? [] : heard(record, 1)).find((frame) =>
          operation.reply?.messages.some((id) => id !== own && frameAs(context, frame, id) === 'valid'),
        );
        return done === undefined
          ? finding
          : {
              ...finding,
              outcome: 'failed',
              message: `${what} is carried out: "${done.message}" came.`,
              rule: `roles: ${roles.join(', ')}`,
            };
      },
    },
  ];
}
