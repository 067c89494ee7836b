import type { CompanionHandlers } from './companion-context.ts';
import type { EndpointHandlers, LooseState } from './context.ts';
import type { CompanionsOf, EndpointsOf, MockContract } from './mock-contract.ts';

/** Handlers by endpoint, and by HTTP companion. What has none keeps the behaviour that the document gives it. */
export type MockHandlers<Contract = MockContract, State = LooseState, Shared = LooseState> = {
  readonly [Name in keyof EndpointsOf<Contract>]?: EndpointHandlers<
    EndpointsOf<Contract>[Name],
    State,
    Shared
  >;
} & {
  readonly [Name in Exclude<keyof CompanionsOf<Contract>, keyof EndpointsOf<Contract>>]?: CompanionHandlers<
    CompanionsOf<Contract>[Name],
    Shared
  >;
};

/**
 * Gives handlers their types. It returns what it gets: plain data, whatever instance of the package made it.
 *
 * @typeParam Contract the contract as a type (`MockContract` says how); without it any name is good and payloads are
 * objects with anything in them
 * @typeParam State what handlers keep for a connection
 * @typeParam Shared what they keep for the mock
 */
export function defineMock<Contract = MockContract, State = LooseState, Shared = LooseState>(
  handlers: MockHandlers<Contract, State, Shared>,
): MockHandlers<Contract, State, Shared> {
  return handlers;
}
