import type { Endpoint, InvalidPolicy } from '../contract/endpoint.ts';
import type { Promised } from '../contract/promise.ts';
import type { Recognition } from '../rules/recognition.ts';
import type { OutgoingFrame } from '../script/script.ts';
import type { Identity } from './check.ts';
import type { CaseHead } from './endpoint-case.ts';
import type { SendableRequest } from './requests.ts';

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
