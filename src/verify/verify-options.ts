import type { Check, Timing } from '../checks/check.ts';
import type { Contract, Server } from '../contract/contract.ts';
import type { Clock, Transport } from '../dial/transport.ts';
import type { VerifyEvent } from './events.ts';
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
  /** Conversations at once. Default 8. */
  readonly concurrency?: number;
  /** Checks, areas, endpoints, companions, scenarios or keys; empty: all. */
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** Of the payloads that are made up. Default 1. */
  readonly seed?: number;
  /** Security scheme → credential. Never shown. */
  readonly credentials?: Readonly<Record<string, string>>;
  /** Default: the wall's. */
  readonly clock?: Clock;
  /** Default: all there are. */
  readonly checks?: readonly Check[];
  /** Asked first: why no TCP connection can be made; `undefined` when one can. */
  readonly probe?: () => Promise<Unreached | undefined>;
  onEvent?(event: VerifyEvent): void;
  readonly signal?: AbortSignal;
}

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
