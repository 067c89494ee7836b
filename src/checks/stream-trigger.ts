import type { Companion } from '../contract/companion.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import type { Operation, PushOperation } from '../contract/operation.ts';
import { companionOf, messageOf } from '../contract/queries.ts';
import { boundValue, requestsFor } from '../rules/exchange.ts';
import type { Expectation } from '../script/script.ts';
import type { CheckContext, Identity, Unready } from './check.ts';
import { companionPayloads } from './companion-payloads.ts';
import { awaited, type Conversation, converse, openingSteps } from './conversation.ts';
import { namesOf, outgoing } from './frames.ts';
import { identityFor } from './opening.ts';
import { identityForOperation, mayAsk, roleAt, usualIdentity } from './operation-identity.ts';
import { preludeOf } from './prelude.ts';
import { firstRequest, type SendableRequest } from './requests.ts';

/** How a push is made to come. */
export interface Trigger {
  /** A conversation that has done what makes it come. */
  begin(): Conversation;
  /** Index of the step from which on its events count. */
  readonly since: number;
  /** What events may be bound to. */
  readonly request: { readonly request?: Json };
  readonly parameters: Readonly<Record<string, string>>;
  /** The role that the connection has, where it is known. */
  readonly role: string | undefined;
  /** The request that began it. */
  readonly sent?: SendableRequest;
  /** It was sent on another connection than the one that listens: `x-countersign.to`. */
  readonly byAnother?: true;
  expectation(count: number): Expectation;
}

/** Opening the connection, a request, or a call of a companion; or why none of them can be had. */
export function planTrigger(
  context: CheckContext,
  endpoint: Endpoint,
  push: PushOperation,
): Trigger | Unready {
  const after = push.after?.value;
  const companion = after === undefined ? undefined : companionOf(context.contract, after);
  const operation = endpoint.operations.find(({ id }) => id === after);
  const identity = listenerOf(context, endpoint, push, operation, companion);
  if (identity !== undefined && 'unready' in identity) return identity;
  const opening = context.opening(endpoint.id, undefined, identity === undefined ? {} : { identity });
  if ('unready' in opening) return opening;
  const parameters = context.address(endpoint.id)?.values ?? {};
  const role = identity?.role;

  const triggerOf = (
    begin: () => { readonly talk: Conversation; readonly since: number },
    request: Json | undefined,
    sent?: SendableRequest,
    byAnother = false,
  ): Trigger => ({
    begin: () => begin().talk,
    since: begin().since,
    request: request === undefined ? {} : { request },
    parameters,
    role,
    ...(sent === undefined ? {} : { sent }),
    ...(byAnother ? { byAnother: true as const } : {}),
    expectation: (count) => ({
      messages: namesOf(context, endpoint.id, push.messages),
      count,
      where: push.bind.flatMap((binding) => {
        const value = boundValue(binding, request === undefined ? { parameters } : { request, parameters });
        return value === undefined ? [] : [awaited(binding, value)];
      }),
    }),
  });

  if (after === undefined)
    return triggerOf(() => ({ talk: converse(context, endpoint, opening), since: 0 }), undefined);
  if (companion !== undefined) {
    const [body] = companionPayloads(context, companion);
    const caller = identity !== undefined && mayAsk(companion, identity) ? { identity } : {};
    const call = context.request(companion, 'trigger', { ...body?.changes, ...caller });
    if ('unready' in call) return call;
    return triggerOf(() => {
      const talk = converse(context, endpoint, opening);
      return { talk, since: talk.add(call) };
    }, body?.changes.payload);
  }
  const sent =
    operation?.kind === 'request'
      ? firstRequest(context, endpoint, operation, roleAt(operation, identity))
      : undefined;
  if (sent === undefined)
    return {
      unready: `The document has no payload that "${after}" could be sent with.`,
      remedy: `Give a message of "${after}" an example.`,
    };
  const prelude = preludeOf(context, endpoint, sent.message, role);
  // Of a request about several things at once, the first: each of them gets a stream of its own.
  const [about = sent.payload] = requestsFor(push.bind, sent.payload);
  const byAnother = isForOthers(push);
  return triggerOf(
    () => {
      const talk = converse(context, endpoint, opening, prelude);
      if (!byAnother) return { talk, since: talk.send(sent) };
      for (const step of openingSteps(context, endpoint, opening, prelude, 'b')) talk.add(step);
      const { message, payload } = sent;
      const frame = outgoing(messageOf(context.contract, message), payload);
      return { talk, since: talk.add({ do: 'send', on: 'b', frame }) };
    },
    about,
    sent,
    byAnother,
  );
}

/** What one client triggers and others get: then the one that listens is not the one that asks. */
function isForOthers({ to, every }: PushOperation): boolean {
  if (to === undefined || to.value === 'sender') return false;
  return to.value === 'others' || every === undefined;
}

/** Who listens: one of the roles that the push is for, else whoever may trigger it, else the usual one. */
function listenerOf(
  context: CheckContext,
  endpoint: Endpoint,
  push: PushOperation,
  operation: Operation | undefined,
  companion: Companion | undefined,
): Identity | Unready | undefined {
  if (push.roles !== undefined) return identityForOperation(context, endpoint, push);
  if (operation !== undefined) return identityForOperation(context, endpoint, operation);
  const usual = usualIdentity(context, endpoint);
  if (companion === undefined || usual === undefined || mayAsk(companion, usual)) return usual;
  const { credentials, roles } = endpoint.handshake;
  const both = context.identities.find(
    (identity) =>
      mayAsk(companion, identity) && identityFor(credentials, roles?.value, [identity]) !== undefined,
  );
  return both ?? usual;
}
