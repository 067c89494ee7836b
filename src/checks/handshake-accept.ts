import type { Endpoint } from '../contract/endpoint.ts';
import type { Finding } from '../result/result.ts';
import { judgeParameters } from '../rules/guards/parameters.ts';
import type { ConnectionRecord } from '../transcript/transcript.ts';
import { type Check, type CheckContext, defineCheck } from './check.ts';
import { isUnready, presentEndpoints, runnable, unready } from './endpoint-case.ts';
import { describeOutcome, sentHandshake } from './received.ts';
import { receptionOf } from './refusal.ts';

/** Most values of address parameters that are tried at one endpoint. */
const VALUES = 10;

const WARNED = new Set(['R6', 'R7']);

export const handshakeAccept: Check = defineCheck({
  id: 'handshake.accept',
  title: 'A good handshake is accepted with a valid 101',
  area: 'handshake',
  source: 'AsyncAPI Channel Object `address`, ws channel binding; RFC 6455 §4.1, §4.2.2',
  row: 'H1, R1–R7',
  explain:
    'A client that does all that the document asks of it must get in, and the answer must be one that browsers take. Where this fails, nothing else at the endpoint can be tried: look at the status, then ask `countersign diagnose`.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) =>
      parameterSets(context, endpoint).map(({ name, values, madeUp }) => {
        const head = {
          name,
          title: `${addressWith(endpoint, values)} accepts a good handshake`,
          basis: 'document' as const,
          endpoint: endpoint.id,
          at: endpoint.at,
          covers: [`${endpoint.id}:accept`],
        };
        const opening = context.opening(endpoint.id, values);
        if (isUnready(opening)) return unready(head, opening);
        const { deadline, quiet } = context.timing;
        return runnable(
          head,
          {
            steps: [
              { do: 'connect', on: 'a', endpoint: endpoint.id, opening, within: deadline },
              { do: 'expect', on: 'a', until: {}, within: quiet },
            ],
            deadline: deadline + quiet + 1_000,
          },
          (transcript) =>
            withMadeUp(judge(transcript.connections.a, context), transcript.connections.a, values, madeUp),
        );
      }),
    ),
});

function judge(record: ConnectionRecord | undefined, context: CheckContext): Finding {
  const sent = sentHandshake(record);
  const sides = {
    ...(sent === undefined ? {} : { sent }),
    expected: '101 Switching Protocols, and the connection stays open',
  };
  if (record === undefined) {
    return {
      outcome: 'failed',
      message: `The handshake got no answer within ${context.timing.deadline / 1000} s.`,
      ...sides,
      received: 'nothing',
      rule: 'RFC 6455 §4.2.2',
    };
  }
  const { outcome } = record.handshake;
  const received = describeOutcome(outcome);
  if (outcome.kind === 'failed')
    return {
      outcome: 'failed',
      message: `The handshake failed: ${received}.`,
      ...sides,
      received,
      rule: 'RFC 6455 §4.2.2',
    };
  if (outcome.kind === 'refused')
    return {
      outcome: 'failed',
      message: `The backend refuses a good handshake with ${outcome.status}.`,
      ...sides,
      received,
      rule: 'RFC 6455 §4.2.2',
    };
  const grave = outcome.breaches.find(({ rule }) => !WARNED.has(rule));
  const breach = grave ?? outcome.breaches[0];
  if (breach !== undefined)
    return {
      outcome: grave === undefined ? 'warned' : 'failed',
      message: `The handshake was accepted with an answer that is not valid: ${breach.message}`,
      ...sides,
      received: outcome.breaches.map(({ message }) => message).join(' '),
      rule: `RFC 6455 §4.1 (${breach.rule})`,
    };
  const reception = receptionOf(record);
  if (reception.kind === 'refused')
    return {
      outcome: 'failed',
      message: 'The backend accepts a good handshake and closes the connection at once.',
      ...sides,
      received: reception.text,
      rule: 'RFC 6455 §4.2.2',
    };
  return {
    outcome: 'passed',
    message: `Accepted after ${Math.round(outcome.after)} ms.`,
    ...sides,
    received,
  };
}

interface ParameterSet {
  readonly name: string;
  readonly values: Readonly<Record<string, string>> | undefined;
  readonly madeUp: readonly string[];
}

/** The first value of each parameter, then every other one of each, if the parameter is an enumeration. */
function parameterSets(context: CheckContext, endpoint: Endpoint): readonly ParameterSet[] {
  const address = context.address(endpoint.id);
  if (address === undefined || endpoint.parameters.length === 0)
    return [{ name: endpoint.id, values: undefined, madeUp: [] }];
  const { values: first, madeUp } = address;
  const sets = endpoint.parameters.flatMap(({ name, enum: allowed = [] }) =>
    allowed
      .filter((value) => value !== first[name] && value !== '')
      .map((value) => ({ ...first, [name]: value }))
      // Some documents list values that their own schema forbids.
      .filter((values) => judgeParameters(endpoint, values, context.validators) === undefined),
  );
  return [first, ...sets].slice(0, VALUES).map((values, i) => ({
    name: i === 0 ? endpoint.id : `${endpoint.id}/${Object.values(values).join(',')}`,
    values,
    madeUp,
  }));
}

/** Who refuses a made-up value breaks no promise: nobody said that there is such a thing. */
function withMadeUp(
  finding: Finding,
  record: ConnectionRecord | undefined,
  values: ParameterSet['values'],
  madeUp: readonly string[],
): Finding {
  const refused =
    finding.outcome === 'failed' &&
    (record?.handshake.outcome.kind === 'refused' || record?.close?.by === 'server');
  if (!refused || madeUp.length === 0) return finding;
  const what = madeUp.map((name) => `{${name}} is "${values?.[name] ?? ''}"`).join(', ');
  return {
    ...finding,
    outcome: 'not-observed',
    message: `${finding.message.replace(/\.$/, '')}, but the address was made up: ${what}.`,
    remedy: `Give the parameter "${madeUp[0] ?? ''}" an example that the backend knows.`,
  };
}

function addressWith(endpoint: Endpoint, values: Readonly<Record<string, string>> | undefined): string {
  return endpoint.address.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => values?.[name] ?? whole);
}
