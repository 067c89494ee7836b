/** `countersign/vitest`: a contract as vitest tests, and what `expect` may know of it. */
export { type SeenAt, useContract } from './contract-matchers.ts';
export { type ContractOptions, describeContract } from './describe-contract.ts';
