import { CountersignError } from '../errors/countersign-error.ts';
import type { Contract } from './contract.ts';

/**
 * A contract as it comes out of a `.json` file: `import contract from './contract.json'` has types that are wider than
 * `Contract`'s. A `Contract` is one, too.
 */
export interface ContractJson {
  readonly format: number;
  readonly title: string;
  readonly version: string;
  readonly file: string;
  readonly servers: object;
  readonly endpoints: readonly object[];
  readonly companions: readonly object[];
  readonly scenarios: readonly object[];
  readonly messages: object;
  readonly schemas: object;
}

/** Of the model that this version of Countersign reads: `Contract.format`. */
const FORMAT: Contract['format'] = 1;

const LISTS = ['endpoints', 'companions', 'scenarios'] as const;
const RECORDS = ['servers', 'messages', 'schemas'] as const;

const GENERATE = 'countersign generate contract asyncapi.yaml -o contract.json';

/**
 * The contract that plain JSON is. What `countersign generate contract` writes is taken at its word; what is something
 * else, or of another version, is refused.
 * @throws CountersignError `contract.invalid`
 */
export function contractFrom(json: ContractJson): Contract {
  const value: unknown = json;
  if (!isRecord(value))
    throw invalid(`This is no contract: it is ${kindOf(value)}.`, `Make one: ${GENERATE}`);
  if ('asyncapi' in value)
    throw invalid('This is an AsyncAPI document, and no contract yet.', `Compile it first: ${GENERATE}`);
  if ('default' in value && !('format' in value))
    throw invalid('This is a module with a contract in it.', 'Hand over its default export.');
  if (typeof value.format === 'number' && value.format !== FORMAT)
    throw invalid(
      `This contract has the format ${value.format}, and this version of Countersign reads ${FORMAT}.`,
      `Make it anew: ${GENERATE}`,
    );
  const missing =
    value.format === undefined
      ? 'format'
      : (LISTS.find((name) => !Array.isArray(value[name])) ?? RECORDS.find((name) => !isRecord(value[name])));
  if (missing !== undefined)
    throw invalid(`This is no contract: it has no "${missing}".`, `Make one: ${GENERATE}`);
  return value as unknown as Contract;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return value === null || value === undefined ? String(value) : `a ${typeof value}`;
}

function invalid(message: string, fix: string): CountersignError {
  return new CountersignError('contract.invalid', message, { fix });
}
