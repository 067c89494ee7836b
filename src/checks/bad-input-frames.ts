import type { Endpoint } from '../contract/endpoint.ts';
import type { IncomingFrame } from '../rules/recognition.ts';
import type { OutgoingFrame } from '../script/script.ts';
import { badFrameHead, expectedOf, policyFor } from './bad-frame.ts';
import type { CheckCase, CheckContext } from './check.ts';
import { presentEndpoints } from './endpoint-case.ts';
import { planBadFrame } from './plan-bad-frame.ts';

/** A frame that is sent to every endpoint at which it is no message. */
export interface HostileFrame {
  /** Of the case. */
  readonly name: string;
  /** As the subject of a sentence. */
  readonly what: string;
  readonly frame: OutgoingFrame;
  /** What it is to the receiver. */
  readonly incoming: IncomingFrame;
  /** As the report shows it. Default: the text. */
  readonly shown?: string;
  /** A backend may take it all the same. */
  readonly mayBeTaken?: true;
}

export function textFrame(name: string, what: string, text: string, shown?: string): HostileFrame {
  return {
    name,
    what,
    frame: { text },
    incoming: { kind: 'text', text },
    ...(shown === undefined ? {} : { shown }),
  };
}

/** A case for each of these frames at each endpoint where a client speaks, and the frame is no message. */
export function planHostileFrames(
  context: CheckContext,
  framesFor: (endpoint: Endpoint) => readonly HostileFrame[],
): readonly CheckCase[] {
  return presentEndpoints(context.contract.endpoints)
    .filter(({ messages }) => messages.client.length > 0)
    .flatMap((endpoint) =>
      framesFor(endpoint).flatMap((hostile): readonly CheckCase[] => {
        const { name, what, frame, incoming } = hostile;
        const recognition = context.recogniser(endpoint.id, 'client').recognise(incoming);
        if (recognition.kind === 'message') return [];
        const policy = policyFor(endpoint, recognition.kind);
        const head = {
          ...badFrameHead(endpoint, policy),
          name: `${endpoint.id}/${name}`,
          title: policy === undefined ? what : `${what} ${expectedOf(policy.value)}`,
        };
        const text = hostile.shown ?? (incoming.kind === 'text' ? incoming.text : `${incoming.size} bytes`);
        const lenient = hostile.mayBeTaken === true ? { mayBeTaken: true as const } : {};
        return [planBadFrame(context, endpoint, head, { frame, text, what, policy, ...lenient })];
      }),
    );
}
