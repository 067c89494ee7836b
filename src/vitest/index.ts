/** `countersign/vitest`: a contract as vitest tests, a mock for a frontend's tests, and what `expect` may know of both. */
export type { AskedMock } from './asked-mock.ts';
export {
  type ContractFixtures,
  type ContractTestOptions,
  contractTest,
  type FixtureMock,
} from './contract-test.ts';
export { type ContractOptions, describeContract } from './describe-contract.ts';
export { extendExpect } from './extend-expect.ts';
export type { WhenUnhandled, WhenViolated } from './judge-mock.ts';
export type { ContractMatchers, SeenAt } from './matcher-types.ts';
