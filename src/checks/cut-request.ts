import type { Endpoint } from '../contract/endpoint.ts';
import { messageOf } from '../contract/queries.ts';
import type { Finding } from '../result/result.ts';
import { utf8Of } from '../script/base64.ts';
import type { Opening, OutgoingFrame } from '../script/script.ts';
import type { ConnectionRecord } from '../transcript/transcript.ts';
import type { CheckCase, CheckContext } from './check.ts';
import { converse, expectationOf, replyTime } from './conversation.ts';
import { isUnready, protocolHead, runnable } from './endpoint-case.ts';
import { openedOn } from './handshake-gate.ts';
import { hungUp } from './hung-up.ts';
import { judgeReply } from './judge-reply.ts';
import { livenessRequest } from './liveness.ts';
import { describeClose } from './received.ts';

/** Another way to put one and the same message on the wire. */
export interface Cut {
  readonly name: string;
  /** How it goes out: `in fragments of one byte`. */
  readonly what: string;
  readonly rule: string;
  /** What is sent, in its order. */
  frames(bytes: readonly number[]): readonly OutgoingFrame[];
  /** How often it is sent, and answered. Default: once. */
  readonly times?: number;
  /** ms between them. Default: none. */
  readonly pause?: number;
  /** Makes the handshake another one. */
  change?(opening: Opening): Opening;
  /** Why there was nothing to try after all. */
  skip?(record: ConnectionRecord): Finding | undefined;
}

/**
 * The first text request of the endpoint whose reply is promised, sent so: the reply must be the same. Nothing where
 * there is no such request.
 */
export function planCut(context: CheckContext, endpoint: Endpoint, cut: Cut): readonly CheckCase[] {
  const request = livenessRequest(context, endpoint);
  const reply = request?.operation.reply;
  const opening = context.opening(endpoint.id);
  if (request === undefined || reply === undefined || isUnready(opening)) return [];
  const { format } = messageOf(context.contract, request.message);
  // Where a reply has several parts, those of two replies are not told apart.
  if (format === 'binary' || (cut.times !== undefined && reply.sequence !== undefined)) return [];
  const text =
    format === 'text' && typeof request.payload === 'string'
      ? request.payload
      : JSON.stringify(request.payload);
  const parameters = context.address(endpoint.id)?.values ?? {};
  const talk = converse(context, endpoint, cut.change?.(opening) ?? opening);
  const steps = cut.frames(utf8Of(text)).map((frame, i) => {
    if (i > 0 && cut.pause !== undefined) talk.add({ do: 'wait', ms: cut.pause });
    return talk.add({ do: 'send', on: 'a', frame });
  });
  const sent = steps.at(-1) ?? 0;
  const until = expectationOf(context, endpoint, reply, request.payload, {
    request: request.payload,
    parameters,
  });
  talk.add({
    do: 'expect',
    on: 'a',
    until: { ...until, count: (until.count ?? 1) * (cut.times ?? 1), fresh: true },
    within: replyTime(context, reply),
  });
  const head = protocolHead(
    endpoint,
    `"${request.message}" ${cut.what} is answered`,
    `${endpoint.id}/${cut.name}`,
  );
  return [
    runnable(head, talk.script(), (transcript): Finding => {
      const opened = openedOn(transcript, 'a');
      if ('finding' in opened) return opened.finding;
      const skipped = cut.skip?.(opened.record);
      if (skipped !== undefined) return skipped;
      const { close } = opened.record;
      if (close?.how === 'protocol-error')
        return {
          outcome: 'warned',
          message: `Sent ${cut.what}: what comes back is no valid frame (${close.reason}).`,
          received: close.reason,
          rule: cut.rule,
        };
      const finding = judgeReply(context, opened.record, {
        endpoint,
        reply,
        request: request.payload,
        sent,
        parameters,
      });
      const done = cut.pause === undefined ? undefined : hungUp(opened.record);
      if (finding.outcome === 'failed' && done !== undefined)
        return {
          ...finding,
          outcome: 'observed',
          message: `The server closed with ${describeClose(done)} before all of it had come.`,
        };
      return finding.outcome === 'failed'
        ? {
            ...finding,
            outcome: 'warned',
            message: `Sent ${cut.what}: ${finding.message}`,
            rule: cut.rule,
          }
        : finding;
    }),
  ];
}
