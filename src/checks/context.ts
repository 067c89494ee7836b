import type { Contract } from '../contract/contract.ts';
import type { Endpoint, EndpointId } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import { endpointOf, messageOf } from '../contract/queries.ts';
import { createRecogniser } from '../rules/create-recogniser.ts';
import type { Recogniser } from '../rules/recognition.ts';
import type { Sampler } from '../schema/sampler.ts';
import type { Validators } from '../schema/validators.ts';
import { addressValues } from './address-values.ts';
import type { CheckContext, Identity, Timing } from './check.ts';
import { buildRequest } from './companion-request.ts';
import { buildOpening, type OpeningMaterial } from './opening.ts';

/** A frame that fits more messages than that tells nothing about any of them. */
const ALSO = 20;

export interface ContextOptions {
  readonly contract: Contract;
  readonly validators: Validators;
  readonly sampler: Sampler;
  readonly seed: number;
  readonly timing: Timing;
  readonly identities: readonly Identity[];
  /** Default: no. */
  readonly canStop?: boolean;
  /** Why the document's own flow handed out no credential. */
  readonly credentialProblem?: string;
  /** The Origin that is sent to an endpoint; `undefined`: none. */
  origin(endpoint: Endpoint): string | undefined;
}

/** What the checks plan with. The same options give the same plans. */
export function createCheckContext(options: ContextOptions): CheckContext {
  const { contract, validators, sampler, seed, timing, identities } = options;
  const recognisers = new Map<string, Recogniser>();
  const material: OpeningMaterial = {
    contract,
    identities,
    problem: options.credentialProblem,
    origin: (endpoint) => options.origin(endpoint),
    validators,
    sample: (schema, variant = 0) => sampler.sample(schema, seed + variant),
  };

  return {
    contract,
    validators,
    identities,
    timing,
    canStop: options.canStop ?? false,
    seed,
    recogniser(endpoint: EndpointId, from: 'client' | 'server'): Recogniser {
      const key = `${from} ${endpoint}`;
      let recogniser = recognisers.get(key);
      if (recogniser === undefined) {
        recogniser = createRecogniser(
          contract,
          demand(endpointOf(contract, endpoint), endpoint),
          from,
          validators,
          { also: ALSO },
        );
        recognisers.set(key, recogniser);
      }
      return recogniser;
    },
    payload(id: MessageId, variant = 0): Json | undefined {
      const message = messageOf(contract, id);
      const good = message.examples.filter(
        ({ payload }) => message.payload === undefined || validators.valid(message.payload, payload),
      );
      const example = good[variant];
      if (example !== undefined) return example.payload;
      if (message.payload !== undefined) return sampler.sample(message.payload, seed + variant);
      return { json: {}, text: 'countersign', binary: 'AA==' }[message.format];
    },
    address(id) {
      const found = addressValues(demand(endpointOf(contract, id), id), material);
      return 'missing' in found ? undefined : found;
    },
    opening: (endpoint, parameters, changes = {}) =>
      buildOpening(demand(endpointOf(contract, endpoint), endpoint), parameters, changes, material),
    request: (companion, as, changes = {}) => buildRequest(companion, as, changes, material, timing),
  };
}

function demand(endpoint: Endpoint | undefined, id: EndpointId): Endpoint {
  if (endpoint === undefined) throw new RangeError(`The contract has no endpoint "${id}".`);
  return endpoint;
}
