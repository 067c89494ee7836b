import type { Endpoint } from '../contract/endpoint.ts';
import type { OutgoingFrame } from '../script/script.ts';
import { badFrameHead, expectedOf, policyFor } from './bad-frame.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { presentEndpoints, unrunnable } from './endpoint-case.ts';
import { planBadFrame } from './plan-bad-frame.ts';

export const badInputMalformed: Check = defineCheck({
  id: 'bad-input.malformed',
  title: 'A malformed frame gets the declared answer, and the backend goes on',
  area: 'bad-input',
  source: 'x-countersign.invalid; RFC 6455 §7.4.1',
  row: 'M9, M12, M32',
  phase: 'malformed',
  disturbs: true,
  sendsInvalid: true,
  follows: [{ check: 'exchange.reply', all: true }],
  explain:
    'Sooner or later a client sends half a message. The answer must be the declared one, and afterwards the same connection (where it is still open) and a new one must work. In FastAPI `receive_json()` raises on bad JSON: catch it, or the client sees 1006.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).map((endpoint): CheckCase => {
      const policy = policyFor(endpoint, 'malformed');
      const head = {
        ...badFrameHead(endpoint, policy),
        name: endpoint.id,
        title: policy === undefined ? 'A malformed frame' : `A malformed frame ${expectedOf(policy.value)}`,
      };
      const bad = malformedFrame(context, endpoint);
      if (bad === undefined)
        return unrunnable(head, {
          outcome: 'skipped',
          message: 'Every frame is a message of the document.',
          remedy: 'Nothing: no frame is malformed here.',
        });
      return planBadFrame(context, endpoint, head, { ...bad, what: 'A malformed frame', policy });
    }),
});

function malformedFrame(
  context: CheckContext,
  endpoint: Endpoint,
): { readonly frame: OutgoingFrame; readonly text: string } | undefined {
  const recogniser = context.recogniser(endpoint.id, 'client');
  const text = '{"unfinished": ';
  const recognition = recogniser.recognise({ kind: 'text', text });
  if (recognition.kind === 'malformed' || endpoint.messages.client.length === 0)
    return { frame: { text }, text };
  const binary = recogniser.recognise({ kind: 'binary', base64: 'AA==', size: 1 });
  return binary.kind === 'malformed'
    ? { frame: { base64: 'AA==' }, text: '1 byte in a binary frame' }
    : undefined;
}
