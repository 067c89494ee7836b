import type { Contract } from '../../contract/contract.ts';
import type { Json } from '../../contract/json.ts';
import type { MessageId } from '../../contract/message.ts';
import { messageOf } from '../../contract/queries.ts';
import type { Validators } from '../../schema/validators.ts';
import { validatorsOf } from '../../schema/validators-of.ts';
import { createPlaybook } from '../playbook.ts';
import { createRandom } from '../random.ts';
import { renderTemplates } from '../template.ts';

/** What a mock would say, without one: so that a fault knows what it breaks before it is committed. */
export interface Rehearsal {
  readonly validators: Validators;
  /** The payload that the mock sends first. `undefined`: it has none. */
  payload(message: MessageId): Json | undefined;
  /** Characters of that payload on the wire. */
  size(message: MessageId): number;
}

const rehearsals = new WeakMap<Contract, Rehearsal>();

/** Made once for each contract: compiling the schemas is the dear part. */
export function rehearsalOf(contract: Contract): Rehearsal {
  let rehearsal = rehearsals.get(contract);
  if (rehearsal === undefined) {
    rehearsal = createRehearsal(contract);
    rehearsals.set(contract, rehearsal);
  }
  return rehearsal;
}

function createRehearsal(contract: Contract): Rehearsal {
  const validators = validatorsOf(contract);
  const playbook = createPlaybook(contract, validators, 1);
  function payload(message: MessageId): Json | undefined {
    const chosen = playbook.payload(message, undefined, 0);
    if (chosen === undefined) return undefined;
    const random = createRandom(1);
    return renderTemplates(chosen, { request: {}, parameters: {}, now: 0, random, memory: {} });
  }
  return {
    validators,
    payload,
    size(message) {
      const value = payload(message);
      if (value === undefined) return 0;
      return messageOf(contract, message).format !== 'json' && typeof value === 'string'
        ? value.length
        : JSON.stringify(value).length;
    },
  };
}
