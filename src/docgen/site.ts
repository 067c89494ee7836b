import type { Companion } from '../contract/companion.ts';
import type { Contract } from '../contract/contract.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import type { MessageId } from '../contract/message.ts';
import { messageOf } from '../contract/queries.ts';
import type { PageLink } from './blocks.ts';
import { createExampleBook, type ExampleBook } from './facts/example-book.ts';
import { slugsOf } from './slugs.ts';
import type { Verified } from './verified/verified.ts';

/** What the pages of one site share: the contract, and where everything in it has its place. */
export interface Site {
  readonly contract: Contract;
  readonly book: ExampleBook;
  /** What the last run of `verify` found. Absent: nobody gave a result. */
  readonly verified?: Verified;
  endpoint(endpoint: Endpoint, id?: string): PageLink;
  message(endpoint: Endpoint, message: MessageId): PageLink;
  operation(endpoint: Endpoint, operation: string): PageLink;
  scenario(name: string): PageLink | undefined;
  companion(companion: Companion, id?: string): PageLink;
  messageOfCompanion(message: MessageId): PageLink;
}

export const HTTP_PAGE = 'http';

export function createSite(contract: Contract, verified?: Verified): Site {
  const pages = slugsOf(contract.endpoints.map(({ id }) => id));
  const messages = slugsOf(Object.keys(contract.messages));
  const operations = slugsOf([
    ...contract.endpoints.flatMap((endpoint) => endpoint.operations.map(({ id }) => id)),
    ...contract.companions.map(({ id }) => id),
  ]);
  const scenarios = slugsOf(contract.scenarios.map(({ name }) => name));
  const pageOf = ({ id }: Endpoint): string => `endpoints/${pages.get(id) ?? id}`;
  return {
    contract,
    book: createExampleBook(contract),
    ...(verified === undefined ? {} : { verified }),
    endpoint: (endpoint, id) => ({ page: pageOf(endpoint), ...(id === undefined ? {} : { id }) }),
    message: (endpoint, message) => ({ page: pageOf(endpoint), id: `message-${messages.get(message)}` }),
    operation: (endpoint, operation) => ({
      page: pageOf(endpoint),
      id: `operation-${operations.get(operation)}`,
    }),
    scenario(name) {
      const scenario = contract.scenarios.find((one) => one.name === name);
      if (scenario === undefined) return undefined;
      const endpoint = contract.endpoints.find(({ id }) => id === scenario.endpoint);
      return {
        page: endpoint === undefined ? HTTP_PAGE : pageOf(endpoint),
        id: `scenario-${scenarios.get(name)}`,
      };
    },
    companion: ({ id }) => ({ page: HTTP_PAGE, id: `operation-${operations.get(id)}` }),
    messageOfCompanion: (message) => ({ page: HTTP_PAGE, id: `message-${messages.get(message)}` }),
  };
}

/** What people call an endpoint. */
export function nameOf({ title, id }: { readonly title?: string; readonly id: string }): string {
  return title ?? id;
}

/** What people call a message; its id where that says more than its title. */
export function messageName(contract: Contract, id: MessageId): string {
  return messageOf(contract, id).name;
}
