import type { RefusalForm } from '../contract/handshake-policy.ts';
import type { Promised } from '../contract/promise.ts';
import type { Finding } from '../result/result.ts';
import type { Opening, Script } from '../script/script.ts';
import type { ConnectionRecord } from '../transcript/transcript.ts';
import type { Timing } from './check.ts';
import { heard } from './frames.ts';
import { describeClose, describeFrames, describeOutcome, sentHandshake } from './received.ts';

/** What became of a handshake that should not lead to a conversation. */
export type Reception =
  /** Not 101; or 101, and then Close, FIN or RST before any data frame. */
  | { readonly kind: 'refused'; readonly form: RefusalForm; readonly text: string }
  | { readonly kind: 'accepted'; readonly text: string }
  /** The backend was reached, but gave no answer that is HTTP. */
  | { readonly kind: 'unanswered'; readonly text: string }
  /** It was not even reached. */
  | { readonly kind: 'unreached'; readonly text: string };

export function receptionOf(record: ConnectionRecord | undefined): Reception {
  if (record === undefined) return { kind: 'unreached', text: 'no handshake took place' };
  const { outcome } = record.handshake;
  switch (outcome.kind) {
    case 'refused':
      return { kind: 'refused', form: { status: outcome.status }, text: describeOutcome(outcome) };
    case 'failed':
      return {
        kind: outcome.stage === 'answer' ? 'unanswered' : 'unreached',
        text: describeOutcome(outcome),
      };
    case 'accepted': {
      const frames = heard(record);
      if (record.close?.by === 'server' && frames.length === 0) {
        return {
          kind: 'refused',
          form: { close: record.close.code },
          text: `101, then closed with ${describeClose(record.close)}`,
        };
      }
      return {
        kind: 'accepted',
        text:
          frames.length === 0
            ? '101, and the connection stays open'
            : `101, then ${describeFrames(frames, 1)}`,
      };
    }
  }
}

/** For a handshake that did not even reach the backend: `text` says why. */
export function notReached(text: string): Finding {
  return { outcome: 'skipped', message: `Not tried: ${text}.`, remedy: 'See handshake.accept.' };
}

/** Opens one connection, and listens for a Close or a data frame, whichever comes first. */
export function knock(
  opening: Opening,
  endpoint: string | undefined,
  timing: Timing,
  listen: number,
): Script {
  return {
    steps: [
      {
        do: 'connect',
        on: 'a',
        opening,
        within: timing.deadline,
        ...(endpoint === undefined ? {} : { endpoint }),
      },
      { do: 'expect', on: 'a', until: {}, within: listen },
    ],
    deadline: timing.deadline + listen + 1_000,
  };
}

/**
 * How long a refusal that is promised is waited for, in ms: a server may accept, look at a credential, and then
 * close. Only a server that breaks the promise makes the runner wait.
 */
export function refusalPatience(timing: Timing): number {
  return Math.max(timing.quiet, Math.min(timing.patience, 2_000));
}

export interface RefusalRule {
  /** The handshake, as the subject of a sentence: `A handshake with the foreign Origin https://x`. */
  readonly what: string;
  /** Which forms the document promises; any where it promises none. */
  readonly forms: Promised<readonly RefusalForm[]> | undefined;
  readonly rule: string;
}

/** For a refusal that is promised. */
export function judgeRefusal(
  record: ConnectionRecord | undefined,
  { what, forms, rule }: RefusalRule,
): Finding {
  const reception = receptionOf(record);
  const sent = sentHandshake(record);
  const expected = expectedRefusal(forms?.value);
  const sides = { ...(sent === undefined ? {} : { sent }), expected, received: reception.text, rule };
  switch (reception.kind) {
    case 'accepted':
      return { outcome: 'failed', message: `${what} was accepted.`, ...sides };
    case 'unanswered':
      return {
        outcome: 'failed',
        message: `${what} was neither accepted nor refused: ${reception.text}.`,
        ...sides,
      };
    case 'unreached':
      return notReached(reception.text);
    case 'refused':
      if (forms === undefined || forms.value.some((form) => sameForm(form, reception.form)))
        return { outcome: 'passed', message: `Refused: ${reception.text}.`, ...sides };
      return {
        outcome: 'failed',
        message: `${what} was refused, but in another way than the document says.`,
        ...sides,
        at: forms.at,
      };
  }
}

export function expectedRefusal(forms: readonly RefusalForm[] | undefined): string {
  if (forms === undefined || forms.length === 0) return 'refused (any status but 101, or an immediate close)';
  return `refused with ${forms.map((form) => ('status' in form ? String(form.status) : `101, then close ${form.close}`)).join(' or ')}`;
}

/** What a finding expects that a handshake should have been accepted for. */
export const ACCEPTED = 'accepted (101)';

/** For an acceptance that is promised. */
export function judgeAcceptance(record: ConnectionRecord | undefined, what: string, rule: string): Finding {
  const reception = receptionOf(record);
  const sent = sentHandshake(record);
  const sides = {
    ...(sent === undefined ? {} : { sent }),
    expected: ACCEPTED,
    received: reception.text,
    rule,
  };
  switch (reception.kind) {
    case 'accepted':
      return { outcome: 'passed', message: 'Accepted.', ...sides };
    case 'unreached':
      return notReached(reception.text);
    case 'unanswered':
      return { outcome: 'failed', message: `${what} got no answer: ${reception.text}.`, ...sides };
    case 'refused':
      return { outcome: 'failed', message: `${what} was refused.`, ...sides };
  }
}

/** For what nobody promised: what happens, and the lines that would make either a promise. */
export function observeReception(
  record: ConnectionRecord | undefined,
  what: string,
  promise: (reception: Reception) => string | undefined,
): Finding {
  const reception = receptionOf(record);
  const sent = sentHandshake(record);
  if (reception.kind === 'unreached') return notReached(reception.text);
  const lines = promise(reception);
  const verb = { accepted: 'is accepted', refused: 'is refused', unanswered: 'gets no answer' }[
    reception.kind
  ];
  return {
    outcome: 'observed',
    message: `${what} ${verb}.`,
    ...(sent === undefined ? {} : { sent }),
    received: reception.text,
    ...(lines === undefined ? {} : { promise: lines }),
  };
}

function sameForm(a: RefusalForm, b: RefusalForm): boolean {
  if ('status' in a) return 'status' in b && a.status === b.status;
  return 'close' in b && a.close === b.close;
}
