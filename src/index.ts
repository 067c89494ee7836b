/**
 * The public surface of `countersign`: read a document, mock it, hold a backend to it.
 */

// The contract and where it comes from.
export type { Contract } from './contract/contract.ts';
export type { Endpoint } from './contract/endpoint.ts';
export { CountersignError } from './errors/countersign-error.ts';
export type { Problem } from './errors/problem.ts';
export type { SourceLocation } from './errors/source-location.ts';
export { type LoadedContract, loadContract } from './load/load-contract.ts';

// The mock.
export { defineMock, type MockHandlers } from './mock/handlers/define-mock.ts';
export type { MockContract } from './mock/handlers/mock-contract.ts';
export type { Mock, MockOptions } from './mock/mock.ts';
export { startMock } from './mock/start-mock.ts';

// The runner.
export { EXIT, type ExitCode, exitCodeOf } from './result/exit-code.ts';
export type { CaseResult, Coverage, Finding, Outcome, Result } from './result/result.ts';
// The configuration of a project.
export {
  type CountersignConfig,
  defineConfig,
  type MockDefaults,
  type VerifyDefaults,
} from './verify/config.ts';
export type { CredentialProvider } from './verify/credential-store.ts';
export type { HookCase, ProviderStates, VerifyHooks } from './verify/hooks.ts';
export { type StartedBackend, type StartOptions, startBackend } from './verify/start-backend.ts';
export { type VerifyOptions, verify } from './verify/verify.ts';
