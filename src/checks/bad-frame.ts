import type { Endpoint, InvalidPolicy } from '../contract/endpoint.ts';
import type { Promised } from '../contract/promise.ts';
import type { Recognition } from '../rules/recognition.ts';
import type { OutgoingFrame } from '../script/script.ts';
import type { CheckCase, CheckContext, Identity } from './check.ts';
import { type Conversation, converse } from './conversation.ts';
import { type CaseHead, isUnready, runnable, unready } from './endpoint-case.ts';
import { namesOf } from './frames.ts';
import { judgeBadFrame } from './judge-bad-frame.ts';
import { askAfterwards, livenessRequest } from './liveness.ts';
import type { SendableRequest } from './requests.ts';

/** How long, in ms, an answer to bad input is listened for that nobody promised. */
const UNPROMISED = 500;

/** A frame that the document does not allow, and what it says of such frames. */
export interface BadFrame {
  readonly frame: OutgoingFrame;
  /** As the report shows it. */
  readonly text: string;
  /** What it is, as the subject of a sentence: `A malformed frame`. */
  readonly what: string;
  /** What it must get; `undefined`: nobody promised anything. */
  readonly policy: BadFramePolicy | undefined;
  /** A backend may take it all the same, and break nothing: what it then answers is only shown. */
  readonly mayBeTaken?: true;
  /** Who sends it. Default: whoever may connect. */
  readonly identity?: Identity;
  /** What a client says before it. */
  readonly prelude?: readonly SendableRequest[];
  /** A good request of the same kind, to see whether the connection still works. Default: the first there is. */
  readonly probe?: SendableRequest;
}

export interface BadFramePolicy extends Promised<InvalidPolicy> {
  /** The key of `x-countersign` that says so. */
  readonly rule: string;
}

/** What the document promises for a frame of that kind: `otherwise` for a sound one of no known kind, else `invalid`. */
export function policyFor(
  endpoint: Endpoint,
  kind: Exclude<Recognition['kind'], 'message'>,
): BadFramePolicy | undefined {
  const { otherwise, invalid } = endpoint;
  if (kind === 'unknown' && otherwise !== undefined)
    return {
      ...otherwise,
      value: { kind: 'reply', message: otherwise.value },
      rule: 'x-countersign.otherwise',
    };
  return invalid === undefined ? undefined : { ...invalid, rule: 'x-countersign.invalid' };
}

/** Basis, place and promises of a case about such a frame. */
export function badFrameHead(
  endpoint: Endpoint,
  policy: BadFramePolicy | undefined,
): Pick<CaseHead, 'basis' | 'endpoint' | 'at' | 'covers'> {
  const covered = policy?.rule === 'x-countersign.otherwise' ? 'otherwise' : 'invalid';
  return {
    basis: policy?.basis ?? 'none',
    endpoint: endpoint.id,
    at: policy?.at ?? endpoint.at,
    covers: policy === undefined ? [] : [`${endpoint.id}:${covered}`],
  };
}

/** Says what comes first, sends the frame, listens for its answer, and looks whether the backend goes on. */
export function planBadFrame(
  context: CheckContext,
  endpoint: Endpoint,
  head: CaseHead,
  bad: BadFrame,
): CheckCase {
  const { prelude = [], identity } = bad;
  const opening = context.opening(endpoint.id, undefined, identity === undefined ? {} : { identity });
  if (isUnready(opening)) return unready(head, opening);
  const talk = converse(context, endpoint, opening, prelude);
  const sent = talk.add({ do: 'send', on: 'a', frame: bad.frame });
  listen(context, endpoint, talk, bad);
  // Where something must come first, it may not come twice.
  const request = prelude.length > 0 ? bad.probe : (livenessRequest(context, endpoint) ?? bad.probe);
  const connect = {
    do: 'connect' as const,
    on: 'b',
    endpoint: endpoint.id,
    opening,
    within: context.timing.deadline,
  };
  const probe = askAfterwards(context, endpoint, talk, connect, request);
  return runnable(head, talk.script(), (transcript) =>
    judgeBadFrame(context, transcript, { endpoint, bad, sent, probe }),
  );
}

/** `gets "error"`, `closes the connection with 1007`, `is ignored`. */
export function expectedOf(policy: InvalidPolicy): string {
  switch (policy.kind) {
    case 'reply':
      return `gets "${policy.message}"`;
    case 'close':
      return `closes the connection with ${policy.code}`;
    case 'ignore':
      return 'is ignored';
  }
}

function listen(
  context: CheckContext,
  endpoint: Endpoint,
  talk: Conversation,
  { policy, mayBeTaken }: BadFrame,
): void {
  const { deadline, quiet, patience } = context.timing;
  if (policy !== undefined && mayBeTaken === true) {
    talk.add({
      do: 'expect',
      on: 'a',
      until: { fresh: true },
      within: policy.value.kind === 'ignore' ? quiet : deadline,
    });
    return;
  }
  switch (policy?.value.kind) {
    case 'reply':
      talk.add({
        do: 'expect',
        on: 'a',
        until: { messages: namesOf(context, endpoint.id, [policy.value.message]), fresh: true },
        within: deadline,
      });
      break;
    case 'close':
      talk.add({ do: 'expect', on: 'a', until: { closed: true }, within: deadline });
      break;
    case 'ignore':
      talk.add({ do: 'expect', on: 'a', until: { closed: true }, within: quiet });
      break;
    case undefined:
      talk.add({ do: 'expect', on: 'a', until: { fresh: true }, within: Math.min(UNPROMISED, patience) });
  }
}
