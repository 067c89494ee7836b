import type { Contract } from '../../contract/contract.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import type { Party } from '../../contract/party.ts';
import { createPlaybook, type Playbook } from '../../engine/playbook.ts';
import { createRecogniser } from '../../rules/create-recogniser.ts';
import type { Recogniser } from '../../rules/recognition.ts';
import { validatorsOf } from '../../schema/validators-of.ts';

/** What judges and makes messages for the admin API: apart from the engine, whose samples must not depend on who looks. */
export interface ContractTools {
  readonly playbook: Playbook;
  recogniser(endpoint: Endpoint, from: Party): Recogniser;
}

const known = new WeakMap<Contract, ContractTools>();

/** Made when somebody first asks, and kept as long as the contract is. */
export function contractTools(contract: Contract): ContractTools {
  const made = known.get(contract);
  if (made !== undefined) return made;
  const validators = validatorsOf(contract);
  const recognisers = new Map<string, Recogniser>();
  const tools: ContractTools = {
    playbook: createPlaybook(contract, validators, 1),
    recogniser(endpoint, from) {
      const key = `${from} ${endpoint.id}`;
      const recogniser =
        recognisers.get(key) ?? createRecogniser(contract, endpoint, from, validators, { also: 3 });
      recognisers.set(key, recogniser);
      return recogniser;
    },
  };
  known.set(contract, tools);
  return tools;
}
