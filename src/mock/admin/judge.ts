import type { Contract } from '../../contract/contract.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import type { MessageId } from '../../contract/message.ts';
import type { Party } from '../../contract/party.ts';
import type { SourceLocation } from '../../errors/source-location.ts';
import type { IncomingFrame, Recognition } from '../../rules/recognition.ts';
import type { SchemaError } from '../../schema/validators.ts';
import { contractTools } from './contract-tools.ts';

/** What the contract says about a frame that somebody sends, or is about to. */
export interface Verdict {
  /** `broken`: meant to be `message`, but it breaks its schema; `unknown`: well formed, and no message of the endpoint. */
  readonly kind: Recognition['kind'];
  readonly message?: MessageId;
  /** Further messages that it fits as well, three at most. */
  readonly also?: readonly MessageId[];
  /** In one sentence, as the journal says it. Absent: nothing is wrong. */
  readonly violation?: string;
  /** Each place that is wrong, of a `broken` one. */
  readonly problems: readonly Pick<SchemaError, 'pointer' | 'keyword' | 'message' | 'schemaPath'>[];
  /** The message that it is, or was meant to be, in the document. */
  readonly at?: SourceLocation;
}

/** Most places that are named. */
const MOST_PROBLEMS = 50;

export function judgeFrame(
  contract: Contract,
  endpoint: Endpoint,
  from: Party,
  frame: IncomingFrame,
): Verdict {
  const recognition = contractTools(contract).recogniser(endpoint, from).recognise(frame);
  const message = messageIn(recognition);
  const at = message === undefined ? undefined : contract.messages[message]?.at;
  const place = { ...(message === undefined ? {} : { message }), ...(at === undefined ? {} : { at }) };
  switch (recognition.kind) {
    case 'message': {
      const { also } = recognition;
      return { kind: 'message', ...place, ...(also === undefined ? {} : { also }), problems: [] };
    }
    case 'broken': {
      const [first] = recognition.errors;
      const violation = `It is no valid "${recognition.message}": ${first?.message ?? 'it breaks its schema'}.`;
      return { kind: 'broken', ...place, violation, problems: recognition.errors.slice(0, MOST_PROBLEMS) };
    }
    case 'unknown':
    case 'malformed':
      return { kind: recognition.kind, ...place, violation: recognition.reason, problems: [] };
  }
}

function messageIn(recognition: Recognition): MessageId | undefined {
  switch (recognition.kind) {
    case 'message':
    case 'broken':
      return recognition.message;
    case 'unknown':
      return recognition.nearest;
    case 'malformed':
      return undefined;
  }
}
