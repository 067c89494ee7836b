import type { CheckContext, Identity } from '../checks/check.ts';
import { CHECKS } from '../checks/checks.ts';
import { companionPayloads } from '../checks/companion-payloads.ts';
import { createCheckContext } from '../checks/context.ts';
import { needsIdentity } from '../checks/opening.ts';
import type { Companion } from '../contract/companion.ts';
import type { Contract } from '../contract/contract.ts';
import { servedContract } from '../contract/served-contract.ts';
import { createSampler } from '../schema/sampler.ts';
import { validatorsOf } from '../schema/validators-of.ts';
import { chooseDeployment } from './choose-deployment.ts';
import { DEFAULT_TIMING, originFor } from './open-run.ts';
import { type PlannedCase, planCases, seedOf } from './plan.ts';
import type { VerifyOptions } from './verify-options.ts';

/**
 * The cases that a run would have, without asking anybody. Who can log in is taken from the document, so a real run may
 * have other cases about roles.
 * @throws CountersignError `cli.bad-value` when `only` or `skip` names nothing.
 */
export function planOffline(whole: Contract, options: VerifyOptions): readonly PlannedCase[] {
  // What is started for a run, without a target, is on this machine.
  const contract =
    options.transport === undefined
      ? chooseDeployment(whole, options.targets ?? ['ws://127.0.0.1'])
      : servedContract(whole);
  const validators = validatorsOf(contract);
  const material = {
    contract,
    validators,
    sampler: createSampler(contract, validators),
    seed: seedOf(options),
    timing: { ...DEFAULT_TIMING, ...options.timing },
    canStop: options.stopBackend !== undefined,
    origin: (endpoint: Contract['endpoints'][number]) => originFor(endpoint, options),
  };
  const nobody = createCheckContext({ ...material, identities: [] });
  const identities = expectedIdentities(nobody, Object.keys(options.credentials ?? {}));
  return planCases(options.checks ?? CHECKS, createCheckContext({ ...material, identities }), options);
}

/** Named as the credential store names them: whoever has a given credential, and each example of a login. */
function expectedIdentities(context: CheckContext, given: readonly string[]): readonly Identity[] {
  const issuers = context.contract.companions.filter(({ issues }) => issues !== undefined);
  const issued = issuers.flatMap(({ issues }) => issues?.value.scheme ?? []);
  const schemes = [...new Set([...given, ...issued])];
  const logins = issuers.filter(({ credentials }) => !credentials.some(needsIdentity));
  return [
    ...(given.length === 0 ? [] : [{ name: 'given', schemes }]),
    ...logins.flatMap((companion) =>
      companionPayloads(context, companion).map(({ name }) => ({
        name: name === '' ? companion.id : `${companion.id}/${name}`,
        schemes: [...new Set(issued)],
        ...lifetimesOf(companion),
      })),
    ),
  ];
}

function lifetimesOf({ issues }: Companion): Pick<Identity, 'lifetimes'> {
  const { scheme, ttl } = issues?.value ?? {};
  return scheme === undefined || ttl === undefined ? {} : { lifetimes: { [scheme]: ttl } };
}
