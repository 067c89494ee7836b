import type { Contract } from '../contract/contract.ts';
import { systemClock } from '../dial/system-clock.ts';
import type { Transport } from '../dial/transport.ts';
import { createSampler } from '../schema/sampler.ts';
import { validatorsOf } from '../schema/validators-of.ts';
import { createCredentialStore } from './credential-store.ts';
import { DEFAULT_TIMING } from './open-run.ts';
import { recognisingTransport } from './recognise-answer.ts';

/** A credential that the document's own flow handed out. */
export interface ObtainedCredential {
  readonly scheme: string;
  readonly value: string;
  /** `login/<example>`: whose it is. */
  readonly owner: string;
  readonly role?: string;
}

/** Walks the document's flow (`x-countersign.issues`) once, for each login example: who gets which credential? */
export async function logIn(
  contract: Contract,
  transport: Transport,
): Promise<{ readonly credentials: readonly ObtainedCredential[]; readonly problem?: string }> {
  const validators = validatorsOf(contract);
  const recognising = recognisingTransport(transport, contract, validators, (text) => text);
  const store = await createCredentialStore({
    context: {
      contract,
      validators,
      sampler: createSampler(contract, validators),
      seed: 1,
      timing: { ...DEFAULT_TIMING, deadline: 3_000 },
      origin: () => undefined,
    },
    given: {},
    clock: systemClock,
    transport: () => recognising,
    keepSecret: () => {},
  });
  const credentials: ObtainedCredential[] = [];
  for (const { name, role, schemes } of store.identities)
    for (const scheme of schemes)
      credentials.push({
        scheme,
        owner: name,
        value: await store.obtain({ scheme, identity: name, fresh: false }),
        ...(role === undefined ? {} : { role }),
      });
  return { credentials, ...(store.problem === undefined ? {} : { problem: store.problem }) };
}
