import type { Companion } from '../contract/companion.ts';
import type { Contract } from '../contract/contract.ts';
import { jsonOf } from '../contract/parse-json.ts';
import { companionOf, messageOf } from '../contract/queries.ts';
import type { Transport } from '../dial/transport.ts';
import type { Validators } from '../schema/validators.ts';
import { type AnswerRecord, TRANSCRIPT_LIMIT } from '../transcript/transcript.ts';

/**
 * A transport that also says what an HTTP answer is in the eyes of the contract. It is judged here, before it is
 * redacted: a masked token fits no pattern.
 */
export function recognisingTransport(
  transport: Transport,
  contract: Contract,
  validators: Validators,
  redact: (text: string) => string,
): Transport {
  return {
    base: transport.base,
    open: (opening, within) => transport.open(opening, within),
    async request(step) {
      const answer = await transport.request(step);
      const companion = step.companion === undefined ? undefined : companionOf(contract, step.companion);
      return companion === undefined
        ? answer
        : recogniseAnswer(answer, companion, contract, validators, redact);
    },
  };
}

function recogniseAnswer(
  answer: AnswerRecord,
  companion: Companion,
  contract: Contract,
  validators: Validators,
  redact: (text: string) => string,
): AnswerRecord {
  const { outcome } = answer;
  if (outcome.kind !== 'answered' || outcome.body.length >= TRANSCRIPT_LIMIT) return answer;
  const declared = companion.responses.filter(({ status }) => status === outcome.status);
  let first: { readonly message: string; readonly invalid: string } | undefined;
  for (const { message: id } of declared) {
    const invalid = problemOf(outcome.body, id, contract, validators);
    if (invalid === undefined) return { ...answer, outcome: { ...outcome, message: id } };
    first ??= { message: id, invalid: redact(invalid) };
  }
  return first === undefined ? answer : { ...answer, outcome: { ...outcome, ...first } };
}

/** What is wrong with a body as that message; `undefined`: nothing. */
function problemOf(body: string, id: string, contract: Contract, validators: Validators): string | undefined {
  const message = messageOf(contract, id);
  if (message.payload === undefined) return undefined;
  if (message.format !== 'json') return validators.errors(message.payload, body)[0]?.message;
  const payload = jsonOf(body);
  if (payload === undefined) return body.trim() === '' ? 'there is no body' : 'it is not JSON';
  return validators.errors(message.payload, payload)[0]?.message;
}
