import { clientText } from '../codegen/client.ts';
import { planTypes } from '../codegen/plan-types.ts';
import { headerLine, type Origin } from '../codegen/source-text.ts';
import { nameEndpoints, typesText } from '../codegen/types.ts';
import type { Contract } from '../contract/contract.ts';
import { declareTypes } from './declare-types.ts';

/** A file of TypeScript types. The same document gives the same text. */
export async function makeTypes(contract: Contract, origin: Origin): Promise<string> {
  const plan = planTypes(contract);
  const endpoints = nameEndpoints(contract, plan);
  const declarations = await declareTypes(plan.types);
  return `${headerLine(origin)}\n\n${typesText(contract, plan, endpoints, declarations)}\n`;
}

/** A typed client for each endpoint, with the types. */
export async function makeClient(contract: Contract, origin: Origin): Promise<string> {
  const plan = planTypes(contract);
  const endpoints = nameEndpoints(contract, plan);
  return clientText(contract, plan, endpoints, await declareTypes(plan.types), origin);
}
