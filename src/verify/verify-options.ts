import type { Check, Timing } from '../checks/check.ts';
import type { Phase } from '../checks/phase.ts';
import type { Contract, Server } from '../contract/contract.ts';
import type { Clock, Transport } from '../dial/transport.ts';
import type { ReadLog } from './attach-log.ts';
import type { CredentialProvider } from './credential-store.ts';
import type { VerifyEvent } from './events.ts';
import type { ProviderStates, VerifyHooks } from './hooks.ts';
import { resolveTargets } from './targets.ts';

export interface VerifyOptions {
  /** `ws://host:port`, or `server=ws://host:port` for one server. */
  readonly targets?: readonly string[];
  /** Take a TLS certificate that does not verify. */
  readonly insecure?: boolean;
  /** Instead of `targets`: where the scripts that are about a server are run. */
  readonly transport?: (server: Server) => Transport;
  /** With `transport`: the target as the report names it. */
  readonly target?: string;
  /** Sent as `Origin`. Default: the first origin that the endpoint allows, else `targetOrigin`. */
  readonly origin?: string;
  /** The target's own http(s) origin. */
  readonly targetOrigin?: string;
  /** Default: deadline 10 s, patience 5 s, quiet 250 ms. */
  readonly timing?: Partial<Timing>;
  /** Conversations at once. Default 16. */
  readonly concurrency?: number;
  /** Handshakes and requests in a second; as many may come at once. Default 100. */
  readonly rate?: number;
  /** Checks, areas, endpoints, companions, scenarios or keys; empty: all. */
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** Of the payloads that are made up. Default 1. */
  readonly seed?: number;
  /** Security scheme → credential, or what gets one. Never shown. */
  readonly credentials?: Readonly<Record<string, string | CredentialProvider>>;
  /** Default: the wall's. */
  readonly clock?: Clock;
  /** Default: all there are. */
  readonly checks?: readonly Check[];
  /** Asked first: why no TCP connection can be made; `undefined` when one can. */
  readonly probe?: () => Promise<Unreached | undefined>;
  /** ms for the whole run; what is not run by then is skipped, and the run is not green. Default: none. */
  readonly timeout?: number;
  /**
   * `safe` sends no frame that the document does not allow. `protocol`: a breach of RFC 6455 fails, it does not only
   * warn. `deep` runs the whole catalogue. Default `default`.
   */
  readonly profile?: Profile;
  /** Instead of those of the profile: which parts of the catalogue are run. */
  readonly phases?: readonly Phase[];
  /** The id of a case that was made up (`formatReplayId`): only it is run, as it was. */
  readonly replay?: string;
  /** Most failed cases that are tried once more, alone, to see whether they are flaky. Default 10; 0: none. */
  readonly retries?: number;
  /** Percent of the promises that must be exercised. */
  readonly minCoverage?: number;
  /** Lines of the backend's log between two times of the clock, put beside what fails. */
  readonly readLog?: ReadLog;
  /**
   * Asks the backend to end, for the cases about that; has it ended within that many ms? Default: nobody may, and those
   * cases are skipped.
   */
  readonly stopBackend?: (within: number) => Promise<boolean>;
  /**
   * Ask, after the run, why each handshake failed that should have been accepted. Default: yes where `targets` are given,
   * but not with the profile `safe`: a diagnosis knocks at paths and with Origins that the document does not have.
   */
  readonly diagnose?: boolean;
  readonly hooks?: VerifyHooks;
  readonly states?: ProviderStates;
  onEvent?(event: VerifyEvent): void;
  readonly signal?: AbortSignal;
}

export type Profile = 'default' | 'deep' | 'safe' | 'protocol';

/** Why the backend is not reached, and what to do. */
export interface Unreached {
  readonly cause: string;
  readonly remedy: string;
}

/** Options that say where scripts are run. */
export type PlacedOptions = VerifyOptions & {
  readonly transport: (server: Server) => Transport;
  readonly target: string;
};

/** Turns `targets` into transports. @throws CountersignError `target.bad-url`, `cli.bad-value` */
export function withTarget(contract: Contract, options: VerifyOptions): PlacedOptions {
  const { transport } = options;
  if (transport !== undefined) return { ...options, transport, target: options.target ?? 'in memory' };
  const targets = resolveTargets(contract, options.targets ?? [], { insecure: options.insecure === true });
  return {
    targetOrigin: targets.origin,
    probe: targets.probe,
    ...options,
    transport: targets.transport,
    target: targets.text,
  };
}
