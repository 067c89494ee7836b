import { test as base, beforeAll, type TestAPI } from 'vitest';
import type { Contract } from '../contract/contract.ts';
import { didYouMean } from '../errors/suggest.ts';
import { type LoadContractOptions, loadContract } from '../load/load-contract.ts';
import type { Mock, MockOptions } from '../mock/mock.ts';
import { startMock } from '../mock/start-mock.ts';
import type { MockVerbs } from '../mock/verbs.ts';
import { extendExpect } from './extend-expect.ts';
import { judgeMock, type WhenUnhandled, type WhenViolated } from './judge-mock.ts';

/** ms for reading the document. */
const LOAD_TIMEOUT = 60_000;

/** What the fixture asks of a mock, whichever adapter made it. */
export interface FixtureMock extends MockVerbs {
  close?(): void | Promise<void>;
}

/** Beside these, the options of `startMock`; `push` is `off` here: what comes by itself is what a test asks for. */
export interface ContractTestOptions<M extends FixtureMock = Mock>
  extends MockOptions,
    Pick<LoadContractOptions, 'perspective' | 'overlays' | 'allowRemote'> {
  /** After a test in which the client, or a handler of the mock, broke the contract. Default `error`: the test fails. */
  readonly violations?: WhenViolated;
  /** The same for handshakes and requests at addresses that the contract does not have. Default `error`. */
  readonly unhandled?: WhenUnhandled;
  /** Makes another mock than `startMock` does, for the whole file: of `countersign/msw`, of `countersign/mock-socket`. */
  readonly mock?: (contract: Contract) => M | Promise<M>;
}

export interface ContractFixtures<M extends FixtureMock = Mock> {
  /** A mock of the document: one for each file, as new for each test, closed at the end. */
  mock: M;
  /** The URL of an endpoint, with examples for its parameters and query; of the only one where no name is given. */
  url: (endpoint?: string) => string;
  /** `test.override({ violations: 'ignore' })` for some tests of a file. */
  violations: WhenViolated;
  /** As `violations`. */
  unhandled: WhenUnhandled;
  /** The mock as it is kept for the file: what `mock` is made of. */
  mockOfFile: M;
}

/**
 * `test`, with a mock of that document: `test('…', async ({ mock, url }) => …)`. After each test that takes the mock, what
 * broke the contract fails it. Tests of one file share the mock, and cannot be concurrent.
 *
 * @param document a path, from the working directory, a URL, or a contract.
 */
export function contractTest<M extends FixtureMock = Mock>(
  document: string | Contract,
  options: ContractTestOptions<M> = {},
): TestAPI<ContractFixtures<M>> {
  const { violations = 'error', unhandled = 'error', mock: make, ...rest } = options;
  extendExpect();
  let loaded: Promise<Contract> | undefined;
  const load = (): Promise<Contract> => {
    loaded ??= contractOf(document, rest);
    return loaded;
  };
  // To read a document can take longer than the first test may.
  beforeAll(load, LOAD_TIMEOUT);
  return base.extend<ContractFixtures<M>>({
    violations,
    unhandled,
    mockOfFile: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures that are wanted from the pattern
      async ({}, use) => {
        const contract = await load();
        // Without `make`, M is what startMock gives.
        const mock = (await (make?.(contract) ??
          startMock(contract, { port: 0, push: 'off', ...mockOptions(rest) }))) as M;
        await use(mock);
        await mock.close?.();
      },
      { scope: 'file' },
    ],
    mock: async ({ mockOfFile, violations, unhandled, onTestFinished }, use) => {
      mockOfFile.reset();
      // What is thrown after `use` is reported twice.
      onTestFinished(() => judgeMock(mockOfFile, { violations, unhandled }));
      await use(mockOfFile);
    },
    url: async ({ mock }, use) => {
      await use((endpoint) => urlOf(mock, endpoint));
    },
  });
}

async function contractOf(document: string | Contract, options: LoadContractOptions): Promise<Contract> {
  if (typeof document !== 'string') return document;
  const { perspective, overlays, allowRemote } = options;
  const loaded = await loadContract(document, {
    ...(perspective === undefined ? {} : { perspective }),
    ...(overlays === undefined ? {} : { overlays }),
    ...(allowRemote === undefined ? {} : { allowRemote }),
  });
  return loaded.contract;
}

function mockOptions(options: MockOptions & LoadContractOptions): MockOptions {
  const { perspective, overlays, allowRemote, ...rest } = options;
  return rest;
}

function urlOf(mock: FixtureMock, endpoint: string | undefined): string {
  const all = mock.endpoints();
  const ids = all.map(({ id }) => id);
  if (endpoint === undefined) {
    const [first] = all;
    if (first !== undefined && all.length === 1) return first.url;
    throw new TypeError(`The contract has ${all.length} endpoints: name one of ${ids.join(', ')}.`);
  }
  const found = all.find(({ id }) => id === endpoint);
  if (found !== undefined) return found.url;
  throw new TypeError(
    `The contract has no endpoint "${endpoint}".${didYouMean(endpoint, ids)} It has ${ids.join(', ')}.`,
  );
}
