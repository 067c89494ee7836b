import type { Contract } from '../contract/contract.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import type { Reply } from '../contract/operation.ts';
import { createRecogniser } from '../rules/create-recogniser.ts';
import { createHandshakeJudge } from '../rules/judge-handshake.ts';
import type { Recogniser } from '../rules/recognition.ts';
import { validatorsOf } from '../schema/validators-of.ts';
import { createConversation } from './conversation.ts';
import { createPlaybook } from './playbook.ts';
import { createReplyPlan, type ReplyPlan } from './reply-plan.ts';
import type { World } from './world.ts';

/** What a world knows of its contract: all that is made anew when the document changes, and nothing else. */
export type ContractParts = Pick<
  World,
  'contract' | 'validators' | 'playbook' | 'judge' | 'conversation' | 'recogniser' | 'replyPlan'
>;

export function contractParts(contract: Contract, seed: number): ContractParts {
  const validators = validatorsOf(contract);
  const recognisers = new Map<Endpoint, Recogniser>();
  const playbook = createPlaybook(contract, validators, seed);
  const plans = new Map<Reply, ReplyPlan>();
  return {
    contract,
    validators,
    playbook,
    judge: createHandshakeJudge(contract, validators),
    conversation: createConversation(contract),
    recogniser(endpoint) {
      let recogniser = recognisers.get(endpoint);
      if (recogniser === undefined) {
        recogniser = createRecogniser(contract, endpoint, 'client', validators);
        recognisers.set(endpoint, recogniser);
      }
      return recogniser;
    },
    replyPlan(reply) {
      let plan = plans.get(reply);
      if (plan === undefined) {
        plan = createReplyPlan(contract, playbook, reply);
        plans.set(reply, plan);
      }
      return plan;
    },
  };
}

/** The schemes whose credentials the mock hands out itself. */
export function issuedSchemes(contract: Contract): ReadonlySet<string> {
  return new Set(contract.companions.flatMap(({ issues }) => issues?.value.scheme ?? []));
}
