import type { Contract } from '../../contract/contract.ts';
import type { Json } from '../../contract/json.ts';
import type { Header } from '../../script/script.ts';
import type { Mock } from '../mock.ts';
import type { PlainAnswer } from '../unknown-request.ts';

/** What the admin API is about: a mock, and the contract that it follows now. */
export interface Administered {
  readonly contract: Contract;
  /** After a reload, another one. */
  readonly nowFollowed: () => Contract;
  readonly mock: Pick<
    Mock,
    | 'journal'
    | 'endpoints'
    | 'received'
    | 'violations'
    | 'push'
    | 'connections'
    | 'reset'
    | 'faults'
    | 'setFaults'
    | 'play'
    | 'disconnect'
  >;
}

/** One request to the admin API. */
export interface Call extends Administered {
  /** What stands for `{id}` and the like in the route's path, percent-decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: readonly Header[];
  /** `undefined`: there is none. */
  readonly body: Json | undefined;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/__countersign`: `/connections/{id}/close`. The same stands in `schema/admin.openapi.yaml`. */
  readonly path: string;
  /** Throws `BadCall` and `CountersignError`. */
  answer(call: Call): PlainAnswer | Promise<PlainAnswer>;
}
