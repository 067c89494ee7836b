/**
 * `countersign/artillery`: what a generated load test for Artillery is made of. Each virtual user has one conversation of the
 * document with the backend, and the rules of the contract judge it.
 */
import { type ContractJson, contractFrom } from '../contract/contract-json.ts';
import { CountersignError } from '../errors/countersign-error.ts';
import type { CredentialProvider } from './credential-store.ts';
import { LOAD_CHECKS } from './load-conversations.ts';
import {
  type ArtilleryEvents,
  countEnding,
  endingOf,
  measure,
  measureHold,
  metricName,
} from './load-metrics.ts';
import { type OpenRun, openRun } from './open-run.ts';
import { runCase } from './run-case.ts';
import { asVirtualUser, type Variables, variablesOf } from './virtual-user.ts';

export type { ContractJson } from '../contract/contract-json.ts';
export type { ArtilleryEvents } from './load-metrics.ts';

export interface LoadTestOptions {
  /** `ws://host:port`, or several `server=url`. Default: the `target` of Artillery's script, which `--target` changes. */
  readonly target?: string | readonly string[] | undefined;
  /**
   * Security scheme → credential, or what gets one. Those that the document issues are fetched as it says. A variable of
   * the virtual user (`config.payload`) that is called like the scheme goes before both.
   */
  readonly credentials?: Readonly<Record<string, string | CredentialProvider>>;
  /** Default: the first origin that the endpoint allows, else the target's own. */
  readonly origin?: string;
  /** Take a TLS certificate that does not verify. */
  readonly insecure?: boolean;
}

/** A step of an Artillery scenario. Rejects where the backend broke the contract: the virtual user has then failed. */
export type VirtualUser = (context: unknown, events: ArtilleryEvents) => Promise<void>;

export interface UserOptions {
  /** What can be said: keys of cases, of which each virtual user takes one by chance. */
  readonly cases: readonly string[];
  /** ms that the document promises: the times go to `countersign.reply_time.within_<ms>`, too. */
  readonly within?: number;
}

export interface LoadTest {
  /**
   * Has that conversation. How long its replies take goes to `countersign.reply_time.<name>`, where `name` is the
   * conversation's, with `_` for what is no letter and no digit.
   */
  user(conversation: string, options: UserOptions): VirtualUser;
}

/** Most messages about one case that are printed; the report counts all. */
const TOLD = 3;

/**
 * A load test of a contract. The backend is asked for nothing before the first virtual user comes.
 * @throws CountersignError `contract.invalid`
 */
export function loadTest(json: ContractJson, options: LoadTestOptions = {}): LoadTest {
  const contract = contractFrom(json);
  let opened: Promise<OpenRun> | undefined;
  const told = new Map<string, Set<string>>();
  /** The first virtual user's variables stand for all where a run is planned: which target, who can log in. */
  const open = async ({ target, credentials }: Variables): Promise<OpenRun> => {
    const { target: given = target, ...rest } = options;
    // How many come, and when, is Artillery's to decide.
    const run = await openRun(contract, {
      ...rest,
      credentials: withFallback(options.credentials ?? {}, credentials),
      targets: given === undefined ? [] : [given].flat(),
      checks: LOAD_CHECKS,
      rate: Number.POSITIVE_INFINITY,
    });
    if (run.unreached === undefined) return run;
    throw new CountersignError('target.unreachable', run.unreached.cause, { fix: run.unreached.remedy });
  };
  /** A few of each kind: a thousand virtual users meet the same, each with other values. */
  const tell = (about: string, message: string): void => {
    const known = told.get(about) ?? new Set();
    told.set(about, known);
    if (known.size >= TOLD || known.has(message)) return;
    known.add(message);
    console.error(`countersign: ${about}: ${message}`);
  };
  const openOnce = async (variables: Variables): Promise<OpenRun> => {
    opened ??= open(variables);
    try {
      return await opened;
    } catch (error) {
      // The next one tries again.
      opened = undefined;
      tell(
        'the run',
        error instanceof CountersignError ? `${error.message} ${error.fix ?? ''}` : String(error),
      );
      throw error;
    }
  };
  return {
    user(conversation, { cases, within }) {
      const name = metricName(conversation);
      const times = within === undefined ? [name] : [name, `within_${within}`];
      const keys = new Set(cases);
      return async (context, events) => {
        const variables = variablesOf(context, contract);
        const run = await openOnce(variables);
        const own = run.planned.filter(({ key }) => keys.has(key));
        const one = own[Math.floor(Math.random() * own.length)];
        if (one === undefined)
          throw new Error(`${conversation} was not planned: generate the load test anew.`);
        const { hold } = variables;
        let late: string | undefined;
        const result = await runCase(one, {
          ...asVirtualUser(run, variables),
          ...(hold === 0
            ? {}
            : {
                linger: {
                  ms: hold,
                  over(before, after) {
                    late ??= measureHold(before, after, events);
                  },
                },
              }),
        });
        measure(result, one.case.script, times, events);
        const whole = endingOf(result);
        const ending = late === undefined || whole === 'refused' ? whole : 'broken';
        countEnding(ending, name, events);
        if (ending === 'kept' || ending === 'unproved') return;
        const { file, line } = result.at;
        const message = whole === ending ? result.finding.message : (late ?? result.finding.message);
        tell(one.key, `${message} (${file}:${line})`);
        // Artillery counts virtual users by what they failed with.
        throw new Error(`${conversation} ${ending}`);
      };
    },
  };
}

/** What is given for all; where that gives nothing, what one virtual user has. */
function withFallback(
  given: Readonly<Record<string, string | CredentialProvider>>,
  own: Readonly<Record<string, string>>,
): Readonly<Record<string, CredentialProvider | string>> {
  const both = Object.entries(own).map(([scheme, value]) => {
    const from = given[scheme];
    if (from === undefined || from === '') return [scheme, value] as const;
    return [scheme, async () => (typeof from === 'string' ? from : (await from()) || value)] as const;
  });
  return { ...given, ...Object.fromEntries(both) };
}
