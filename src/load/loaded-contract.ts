import type { DocumentBundle } from '../compile/document-bundle.ts';
import type { Contract } from '../contract/contract.ts';
import type { Party } from '../contract/party.ts';
import type { Problem } from '../errors/problem.ts';
import type { Environment } from './cache-folder.ts';
import type { LoadOptions } from './load.ts';

export interface LoadContractOptions extends LoadOptions {
  /** Whose view the document is written from. Default `auto`: judged from the document. */
  readonly perspective?: Party | 'auto';
  /**
   * Keep what a local document was compiled to, and take it from there as long as no file that it came from changes.
   * In `node_modules/.cache/countersign` of its project, else in the user's cache folder. Default `true`.
   */
  readonly cache?: boolean;
  /** Environment variables that say where the user's cache folder is. Default: none, so it is the system's usual one. */
  readonly environment?: Environment;
}

export interface LoadedContract {
  readonly contract: Contract;
  /** Warnings and remarks; an error would have been thrown. */
  readonly problems: readonly Problem[];
  /** The document and its files. A contract out of the cache needs none of them: they are read at the first call. */
  bundle(): Promise<DocumentBundle>;
}
