import type { Companion } from '../contract/companion.ts';
import type { Contract } from '../contract/contract.ts';
import type { EndpointId } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import type { Basis } from '../contract/promise.ts';
import type { SourceLocation } from '../errors/source-location.ts';
import type { Finding } from '../result/result.ts';
import type { Recogniser } from '../rules/recognition.ts';
import type { Validators } from '../schema/validators.ts';
import type { Opening, RequestStep, Script } from '../script/script.ts';
import type { Transcript } from '../transcript/transcript.ts';
import type { AddressValues } from './address-values.ts';
import type { Phase } from './phase.ts';

/**
 * One thing that a backend is held to. A check only plans and judges: it makes scripts out of the contract,
 * and findings out of transcripts. It opens no connection, and returns findings, never throws them.
 */
export interface Check {
  /** `origin.foreign`; docs section and test table bear the same name. */
  readonly id: string;
  /** A sentence that is true when the check passes. */
  readonly title: string;
  readonly area:
    | 'handshake'
    | 'origin'
    | 'http'
    | 'credentials'
    | 'exchange'
    | 'stream'
    | 'bad-input'
    | 'connection'
    | 'scenario'
    | 'absence'
    | 'protocol';
  /** What part of a run it belongs to. Default: that of its area (`phaseOf`). */
  readonly phase?: Phase;
  /** Where the rule comes from: an RFC section, an AsyncAPI object, a key of `x-countersign`. */
  readonly source: string;
  /** Two or three sentences for `--explain` and the docs: why it matters, and what to do when it fails. */
  readonly explain: string;
  /** Row of HANDSHAKE.md's catalogue, where it has one. */
  readonly row?: string;
  /** Cases that must have the backend for themselves. Default: they run beside others. */
  readonly serial?: boolean;
  /**
   * Checks that tell the same cause better. Where one of them fails at the same endpoint, a failure of this one is
   * its consequence; `all`: only where everything fails that the other tried there.
   */
  readonly follows?: readonly { readonly check: string; readonly all?: true }[];
  /** Its cases may harm a careless backend: they run beside each other, when everything else is done. */
  readonly disturbs?: boolean;
  /** It ends the backend: it is run when everything else is over, once, where the runner has started it. */
  readonly last?: boolean;
  /** It sends frames that the document does not allow: not with `--profile safe`. Refused handshakes are harmless. */
  readonly sendsInvalid?: boolean;
  plan(context: CheckContext): readonly CheckCase[];
}

/** What a check may know when it plans. */
export interface CheckContext {
  readonly contract: Contract;
  readonly validators: Validators;
  recogniser(endpoint: EndpointId, from: 'client' | 'server'): Recogniser;
  /** A payload for that message: its best example, else a seeded sample; `undefined` where neither could be had. */
  payload(message: MessageId, variant?: number): Json | undefined;
  /** Values for the parameters of that address; `undefined`: there are none that fit. */
  address(endpoint: EndpointId): AddressValues | undefined;
  /**
   * A handshake that the contract promises to accept: good path, query, Origin, subprotocol, credentials.
   * `changes` makes it wrong, in the one way that a check is about.
   */
  opening(
    endpoint: EndpointId,
    parameters?: Readonly<Record<string, string>>,
    changes?: OpeningChanges,
  ): Opening | Unready;
  /** A request to a companion that the contract promises to answer. */
  request(companion: Companion, as: string, changes?: RequestChanges): RequestStep | Unready;
  /** Who the runner can be: whose credentials it was given, or can fetch by the document's own flow. */
  readonly identities: readonly Identity[];
  readonly timing: Timing;
  /** May the backend be asked to end? */
  readonly canStop: boolean;
  /** Of what is made up. */
  readonly seed: number;
}

/** Somebody whose credentials can be had. */
export interface Identity {
  /** Of the login example that makes them, or `given`. */
  readonly name: string;
  /** Absent: nobody knows. */
  readonly role?: string;
  /** Security schemes that there is a credential for. */
  readonly schemes: readonly string[];
  /** ms for which a fresh credential of that scheme is good. */
  readonly lifetimes?: Readonly<Record<string, number>>;
}

/** In what a handshake differs from a good one. */
export interface OpeningChanges {
  /** Whose credentials; `none`: no credential; `wrong`: one that nobody ever issued. */
  readonly identity?: Identity | 'none' | 'wrong';
  /** `null`: no Origin header. */
  readonly origin?: string | null;
  readonly subprotocols?: readonly string[];
  readonly withoutQuery?: string;
  readonly withoutHeader?: string;
  /** Query parameters and headers that have another value than the good one. */
  readonly query?: Readonly<Record<string, string>>;
  readonly header?: Readonly<Record<string, string>>;
  /** The credential that would be shown, as what becomes of it: empty, or with something behind it. */
  readonly spoil?: 'empty' | 'tampered';
  /** The credential is fetched anew, not taken from an earlier case. */
  readonly fresh?: boolean;
}

/** In what a request differs from the plainest good one. */
export interface RequestChanges {
  readonly message?: MessageId;
  readonly payload?: Json;
  readonly identity?: Identity | 'none' | 'wrong';
  readonly origin?: string;
}

/** Why a good handshake cannot be built: a credential is missing, a parameter has no known value. */
export interface Unready {
  readonly unready: string;
  readonly remedy: string;
}

/** All in ms. */
export interface Timing {
  /** For the answer to a handshake, and for a reply that the document sets no time for. Default 10 s. */
  readonly deadline: number;
  /** For what comes by itself. Default 5 s; a promise that needs longer is not observed. */
  readonly patience: number;
  /** How long to listen for what should not come. Default 250. */
  readonly quiet: number;
  /** Wait as long as every promise needs, however long that is. */
  readonly thorough?: boolean;
}

/** One script and its judgement. */
export interface CheckCase {
  /** Distinguishes it among the cases of its check: `voice`, `voice/init/example-name`. */
  readonly name: string;
  /** A sentence that is true when it passes; the report's line. */
  readonly title: string;
  readonly basis: Basis | 'none';
  readonly endpoint?: EndpointId;
  readonly companion?: string;
  readonly at: SourceLocation;
  /** Where the case has no endpoint and no companion: the server that it is about. */
  readonly server?: string;
  /** It must have the backend for itself. */
  readonly serial?: boolean;
  /** Where it is another than its check's. */
  readonly phase?: Phase;
  /** It was made up out of a schema and the seed of the run: the same seed gives the same case (`replay.ts`). */
  readonly generated?: true;
  /**
   * For a case that was made up and failed: cases that are smaller in one way each, the smallest first, all of the
   * same name. Empty: it cannot be made smaller.
   */
  shrink?(): readonly CheckCase[];
  /** Ids of the promises that it exercises. */
  readonly covers: readonly string[];
  /** Either something to run, or the finding that says why there is nothing to run. */
  readonly script: Script | undefined;
  /** Total and pure: any transcript, however strange, gets a finding. Not called without a script. */
  judge(transcript: Transcript): Finding;
  /** The finding where `script` is `undefined`. */
  readonly unrun?: Finding;
}

/** Identity; gives the object literal its type and the file its one export. */
export function defineCheck(check: Check): Check {
  return check;
}
