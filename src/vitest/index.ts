/** `countersign/vitest`: a contract as vitest tests. */
export { type ContractOptions, describeContract } from './describe-contract.ts';
