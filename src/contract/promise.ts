import type { SourceLocation } from '../errors/source-location.ts';

/**
 * Who made a promise, and so what its breach means (DESIGN §1): a broken *document* or *extension*
 * promise fails, a broken *protocol* rule (RFC 6455) warns. What nobody promised is only observed.
 */
export type Basis = 'document' | 'extension' | 'protocol';

/** A fact that the document states. Where it states nothing, the contract holds `undefined`: no promise. */
export interface Promised<T> {
  readonly value: T;
  readonly basis: 'document' | 'extension';
  readonly at: SourceLocation;
}
