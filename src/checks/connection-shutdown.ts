import type { Endpoint } from '../contract/endpoint.ts';
import type { Finding } from '../result/result.ts';
import type { Opening, Step } from '../script/script.ts';
import type { ConnectionRecord, Transcript } from '../transcript/transcript.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { isUnready, presentEndpoints, runnable, unrunnable } from './endpoint-case.ts';
import { HANDSHAKE_REMEDY } from './handshake-gate.ts';
import { describeClose, seconds } from './received.ts';

/** ms. What container platforms give a process between SIGTERM and SIGKILL at the least. */
const GRACE = 10_000;
/** A server has more endpoints than one needs to see how it says goodbye. */
const MOST = 5;
/** RFC 6455 §7.4.1 (going away) and IANA's registry of close codes (service restart). */
const LEAVING = new Set([1001, 1012]);

export const connectionShutdown: Check = defineCheck({
  id: 'connection.shutdown',
  title: 'A server that is stopped says so to who is connected, and ends',
  area: 'connection',
  phase: 'boundaries',
  source: 'RFC 6455 §7.1.1, §7.4.1',
  row: 'M22',
  serial: true,
  last: true,
  explain:
    'At each deployment the old server gets SIGTERM. It should close its connections with 1001 (going away) or 1012 (service restart): clients then come back at once, and know that nothing went wrong. Without a Close frame they see 1006, as when a cable is cut: that is a warning. Another code, and a process that still runs after ten seconds, are shown. Only a backend that `--start` has started is ever stopped, when everything else is over.',
  plan(context) {
    const endpoints = presentEndpoints(context.contract.endpoints).flatMap((endpoint) => {
      const opening = context.opening(endpoint.id);
      return isUnready(opening) ? [] : [{ endpoint, opening }];
    });
    const [first] = endpoints;
    if (first === undefined) return [];
    const own = endpoints.filter(({ endpoint }) => endpoint.server === first.endpoint.server);
    return [plan(context, first.endpoint, own.slice(0, MOST))];
  },
});

function plan(
  context: CheckContext,
  { server, at }: Endpoint,
  endpoints: readonly { readonly endpoint: Endpoint; readonly opening: Opening }[],
): CheckCase {
  const head = {
    name: server,
    title: 'SIGTERM: every connection is closed, and the process ends',
    basis: 'protocol' as const,
    server,
    at,
    covers: [],
  };
  if (!context.canStop)
    return unrunnable(head, {
      outcome: 'skipped',
      message: 'Not tried: the backend was not started by this run, and is not stopped by it.',
      remedy: 'Let it be started: --start "COMMAND --port {port}".',
    });
  const { deadline, quiet } = context.timing;
  const steps: readonly Step[] = [
    ...endpoints.map(
      ({ endpoint, opening }): Step => ({
        do: 'connect',
        on: endpoint.id,
        endpoint: endpoint.id,
        opening,
        within: deadline,
      }),
    ),
    { do: 'stop', within: GRACE },
    { do: 'wait', ms: quiet },
  ];
  return runnable(
    head,
    { steps, deadline: deadline * endpoints.length + GRACE + quiet + 1_000 },
    (transcript) => judge(transcript, endpoints.length),
  );
}

function judge({ connections, steps }: Transcript, index: number): Finding {
  const open = Object.values(connections).filter(isLeftOpen(steps[index]?.from));
  const stop = steps[index];
  if (stop === undefined || open.length === 0)
    return {
      outcome: 'skipped',
      message: 'Not tried: no connection was open when the backend was to be stopped.',
      remedy: HANDSHAKE_REMEDY,
    };
  const after = seconds(stop.to - stop.from);
  const closes = open.map(({ url, close }) => ({ url, close }));
  const received = closes
    .map(({ url, close }) =>
      close?.by === 'server' ? `${url} closed with ${describeClose(close)}` : `${url} still open`,
    )
    .join('; ');
  const sides = {
    sent: 'SIGTERM',
    expected: `a Close with 1001 or 1012, and the end of the process within ${seconds(GRACE)}`,
    received: `${received}; ${stop.fulfilled === true ? `ended after ${after}` : 'still running'}`,
    rule: 'RFC 6455 §7.4.1',
  };
  if (closes.some(({ close }) => close?.by === 'server' && close.code === 1006))
    return {
      outcome: 'warned',
      message: 'The server was stopped without a Close frame: clients see 1006, as when the line is cut.',
      ...sides,
      rule: 'RFC 6455 §7.1.1, §7.4.1',
    };
  if (stop.fulfilled !== true)
    return {
      outcome: 'observed',
      message: `The backend still ran ${seconds(GRACE)} after SIGTERM.`,
      ...sides,
    };
  const other = closes.find(({ close }) => close === undefined || !LEAVING.has(close.code));
  if (other !== undefined)
    return {
      outcome: 'observed',
      message:
        other.close === undefined
          ? 'The server ended, and a connection was never closed.'
          : `The server was stopped with ${describeClose(other.close)}: 1001 or 1012 would say that it went away.`,
      ...sides,
    };
  return {
    outcome: 'passed',
    message: `Every connection was closed, and it ended after ${after}.`,
    ...sides,
  };
}

/** Was it accepted, and still open at that moment? */
function isLeftOpen(moment = 0): (record: ConnectionRecord) => boolean {
  return ({ handshake, close }) =>
    handshake.outcome.kind === 'accepted' && (close === undefined || close.at >= moment);
}
