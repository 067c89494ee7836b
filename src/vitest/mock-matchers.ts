import type { MatcherState } from 'vitest';
import { receivedIn } from '../mock/received.ts';
import { type AskedMock, demandMock, isOfServer } from './asked-mock.ts';
import {
  counted,
  describeDifference,
  describeFrame,
  describeRefusals,
  describeSilence,
  describeViolation,
  list,
} from './describe-received.ts';
import { type Holds, wholeOf } from './differences.ts';
import type { Outcome } from './matcher-types.ts';
import { nearestReceived } from './nearest-received.ts';

/** Timers as they are before a test fakes them: a client's frames come through real sockets. */
const { setTimeout, clearTimeout } = globalThis;
const DEFAULT_WITHIN = 5_000;

export function hasReceived(
  state: MatcherState,
  subject: unknown,
  message: string,
  partial?: unknown,
): Outcome {
  const mock = demandMock(subject, 'toHaveReceived');
  const holds = holdsOf(state);
  const meant = matching(mock, message, partial, holds);
  const [first] = meant;
  if (first !== undefined)
    return {
      pass: true,
      message: () =>
        `"${message}"${withPartial(state, partial)} was received ${meant.length === 1 ? 'once' : `${meant.length} times`}:\n` +
        list(meant.map((frame) => `${describeFrame(frame)}\n${JSON.stringify(frame.payload)}`)),
    };
  return notReceived(
    state,
    mock,
    message,
    partial,
    `No client has sent "${message}"${withPartial(state, partial)}.`,
  );
}

export async function receives(
  state: MatcherState,
  subject: unknown,
  message: string,
  partial?: unknown,
  { within }: { readonly within?: number } = {},
): Promise<Outcome> {
  const mock = demandMock(subject, 'toReceive');
  if (state.isNot && within === undefined)
    throw new TypeError(
      'To wait for nothing needs an end: expect(mock).not.toReceive(message, partial, { within: 200 }), or not.toHaveReceived, which does not wait.',
    );
  const limit = within ?? DEFAULT_WITHIN;
  const holds = holdsOf(state);
  const came = matching(mock, message, partial, holds).length > 0;
  if (!came) await arrival(mock, message, partial, holds, limit);
  const outcome = hasReceived(state, mock, message, partial);
  if (outcome.pass) return outcome;
  const headline = `No client sent "${message}"${withPartial(state, partial)} within ${limit} ms.`;
  return notReceived(state, mock, message, partial, headline);
}

export function clientKeepsContract(mock: AskedMock): Outcome {
  const broken = mock.violations().filter((entry) => !isOfServer(entry));
  if (broken.length === 0)
    return { pass: true, message: () => 'The client kept the contract: the mock has seen no violation.' };
  return {
    pass: false,
    message: () =>
      `The client broke the contract ${broken.length === 1 ? 'once' : `${broken.length} times`}:\n` +
      list(broken.map(describeViolation)),
  };
}

/** What came nearest, or what is known where nothing came; the diff is vitest's own. */
function notReceived(
  state: MatcherState,
  mock: AskedMock,
  message: string,
  partial: unknown,
  headline: string,
): Outcome {
  const holds = holdsOf(state);
  const frames = mock.received();
  const near = nearestReceived(frames, message, partial, holds);
  if (near === undefined)
    return { pass: false, message: () => `${headline}\n${describeSilence(mock)}${describeRefusals(mock)}` };
  const { frame, differs } = near;
  const isThatMessage = frame.message === message;
  return {
    pass: false,
    message: () =>
      [
        headline,
        `Of ${counted(frames.length, 'frame')} received, the nearest is ${describeFrame(frame)}`,
        ...(isThatMessage
          ? differs.map((one) => `  ${describeDifference(one, (value) => print(state, value))}`)
          : [`  ${JSON.stringify(frame.payload)}`]),
      ].join('\n') + describeRefusals(mock),
    // Of another message, the whole payload would differ, and say nothing.
    ...(isThatMessage && partial !== undefined
      ? { actual: frame.payload, expected: wholeOf(frame.payload, partial, holds) }
      : {}),
  };
}

function matching(
  mock: AskedMock,
  message: string,
  partial: unknown,
  holds: Holds,
): ReturnType<AskedMock['received']> {
  return mock.received(message).filter(({ payload }) => partial === undefined || holds(payload, partial));
}

/** Ends when such a message comes, or after `within` ms. */
function arrival(
  mock: AskedMock,
  message: string,
  partial: unknown,
  holds: Holds,
  within: number,
): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      unlisten();
      resolve();
    };
    const timer = setTimeout(end, within);
    const unlisten = mock.journal.listen((entry) => {
      const received = receivedIn(entry, message);
      if (received !== undefined && (partial === undefined || holds(received.payload, partial))) end();
    });
  });
}

/** As `toMatchObject` compares. */
function holdsOf({ equals, utils }: MatcherState): Holds {
  return (actual, partial) => equals(actual, partial, [utils.iterableEquality, utils.subsetEquality]);
}

function withPartial(state: MatcherState, partial: unknown): string {
  return partial === undefined ? '' : ` with ${print(state, partial)}`;
}

function print({ utils }: MatcherState, value: unknown): string {
  return utils.stringify(value, undefined, { min: true });
}
