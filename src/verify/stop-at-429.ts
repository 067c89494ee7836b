import type { Contract } from '../contract/contract.ts';
import { REFUSAL_REASONS } from '../contract/handshake-policy.ts';
import type { Transport } from '../dial/transport.ts';

/** Too Many Requests (RFC 6585 §4). */
const TOO_MANY = 429;

/**
 * A transport that tells when the backend says that it is asked too much. Where the document itself speaks of that
 * status, it is an answer like any other.
 */
export function stopAt429(transport: Transport, contract: Contract, stop: (why: string) => void): Transport {
  if (speaksOf429(contract)) return transport;
  const look = (status: number | undefined): void => {
    if (status === TOO_MANY) stop('the backend answered 429 (Too Many Requests)');
  };
  return {
    base: transport.base,
    async open(opening, within) {
      const opened = await transport.open(opening, within);
      const { outcome } = opened.handshake;
      look(outcome.kind === 'refused' ? outcome.status : undefined);
      return opened;
    },
    async request(step) {
      const answer = await transport.request(step);
      look(answer.outcome.kind === 'answered' ? answer.outcome.status : undefined);
      return answer;
    },
  };
}

function speaksOf429({ endpoints, companions }: Contract): boolean {
  return (
    companions.some(({ responses }) => responses.some(({ status }) => status === TOO_MANY)) ||
    endpoints.some(({ handshake }) =>
      REFUSAL_REASONS.some((reason) =>
        handshake.refuse[reason]?.value.some((form) => 'status' in form && form.status === TOO_MANY),
      ),
    )
  );
}
