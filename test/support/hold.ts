import type { Check } from '../../src/checks/check.ts';
import { PHASES } from '../../src/checks/phase.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { isJsonObject, type Json } from '../../src/contract/json.ts';
import type { CaseResult, Result } from '../../src/result/result.ts';
import { type VerifyOptions, verify } from '../../src/verify/verify.ts';
import { type Behaviour, createFakeBackend } from './fake-backend.ts';
import { createVirtualClock } from './virtual-clock.ts';

/** Holds a fake backend to a contract, on a clock of its own. */
export function hold(contract: Contract, behaviour: Behaviour, options: VerifyOptions = {}): Promise<Result> {
  const clock = createVirtualClock();
  const backend = createFakeBackend(clock, behaviour);
  return clock.run(verify(contract, { transport: () => backend, target: 'fake', clock, ...options }));
}

/** What one check finds, case by case: `name: outcome: message`. */
export async function findings(
  check: Check,
  contract: Contract,
  behaviour: Behaviour,
  options: VerifyOptions = {},
): Promise<readonly string[]> {
  const { cases } = await hold(contract, behaviour, { checks: [check], phases: PHASES, ...options });
  return cases.map((one) => line(check, one));
}

function line(check: Check, { key, finding }: CaseResult): string {
  return `${key.slice(check.id.length + 1)}: ${finding.outcome}: ${finding.message}`;
}

/** A backend that keeps the contract of `chatContract`. */
export const honestChat: Behaviour = {
  handshake: ({ target }) => (/^\/(chat|feed\/[^/]+)$/.test(target.replace(/\?.*/, '')) ? 101 : 404),
  open(peer) {
    if (peer.opening.target.startsWith('/chat')) peer.json({ type: 'hello' });
    else tick(0);
    function tick(n: number): void {
      peer.json({ type: 'tick', price: n });
      if (n < 10) peer.after(5_000, () => tick(n + 1));
    }
  },
  frame(peer, json) {
    if (json === undefined) return;
    if (isSay(json)) peer.json({ type: 'said', text: json.text ?? '' });
    else peer.json({ type: 'echo' });
  },
  request: ({ method, target }) =>
    method === 'GET' && target === '/health' ? { status: 200, body: '{"type":"healthy"}' } : { status: 404 },
};

export function isSay(json: Json | undefined): json is { readonly type: 'say'; readonly text?: string } {
  return isJsonObject(json) && json.type === 'say';
}
