import type { Contract } from '../contract/contract.ts';
import type { SchemaId } from '../contract/schema.ts';
import { constantsOf } from '../schema/constants.ts';
import { isRequired } from '../schema/is-required.ts';
import type { Indexed } from './message-index.ts';

/** What the index has to know of a message: its constants, and which of them may be absent. */
export function describePlaces(
  contract: Pick<Contract, 'schemas'>,
  schema: SchemaId,
): Pick<Indexed, 'constants' | 'optional'> {
  const constants = constantsOf(contract, schema);
  const optional = [...constants.keys()].filter((pointer) => !isRequired(contract, schema, pointer));
  return { constants, optional: new Set(optional) };
}
