import type { Endpoint } from '../contract/endpoint.ts';
import type { BadFrame } from './bad-frame.ts';
import type { CheckCase, CheckContext } from './check.ts';
import { type Conversation, converse } from './conversation.ts';
import { type CaseHead, isUnready, runnable, unready } from './endpoint-case.ts';
import { namesOf } from './frames.ts';
import { judgeBadFrame } from './judge-bad-frame.ts';
import { askAfterwards, livenessRequest } from './liveness.ts';

/** How long, in ms, an answer to bad input is listened for that nobody promised. */
const UNPROMISED = 500;

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
