import type { Json } from '../../contract/json.ts';
import type { Opening } from '../facts/opening.ts';

/** All that a quick start of one endpoint is written from. */
export interface Start {
  readonly opening: Opening;
  /** `MarketFeed`, for the names of hooks and composables. */
  readonly name: string;
  /** What the client says first. Absent: it only listens, or speaks bytes. */
  readonly first?: { readonly payload: Json; readonly isJson: boolean };
  /** Does the server send JSON in text frames? */
  readonly hearsJson: boolean;
}
