import type { EndpointId } from '../contract/endpoint.ts';
import type { ConnectionName, Step } from '../script/script.ts';
import { redactAnswer } from '../transcript/redact-record.ts';
import type { AnswerRecord } from '../transcript/transcript.ts';
import { filledFrame } from './filled-frame.ts';
import type { Lifetime } from './lifetime.ts';
import {
  type ConnectionContext,
  createScriptConnection,
  type ScriptConnection,
} from './script-connection.ts';
import type { Transport } from './transport.ts';

/** How long, in ms, a `close` step waits for the other side's Close before it drops TCP. */
export const CLOSE_WAIT = 2_000;

/** A script that is being run. */
export interface Run {
  readonly transport: Transport;
  readonly lifetime: Lifetime;
  readonly connections: Map<ConnectionName, ScriptConnection>;
  readonly answers: Map<string, AnswerRecord>;
  readonly signal: AbortSignal | undefined;
  /** Ends the backend; has it ended within that many ms? Absent: nobody may end it. */
  readonly stop: ((within: number) => Promise<boolean>) | undefined;
  /** ms until the deadline. */
  remaining(): number;
  /** ms from the beginning of the one step to the end of the other; 0 where one of them has not ended. */
  took(steps: { readonly from: number; readonly to: number }): number;
  redact(text: string): string;
  /** What a new connection needs to know. */
  context(url: string, endpoint: EndpointId | undefined): ConnectionContext;
}

/** `impossible` ends the script; a boolean tells whether what was waited for came. */
export type StepOutcome = 'done' | 'impossible' | boolean;

/** Does one step. Resolves early when the script ends meanwhile. */
export async function performStep(step: Step, run: Run): Promise<StepOutcome> {
  const { connections, lifetime, transport } = run;
  const connection = 'on' in step ? connections.get(step.on) : undefined;
  switch (step.do) {
    case 'connect': {
      if (connection !== undefined) return 'impossible';
      const opening = transport.open(step.opening, Math.min(step.within, run.remaining()));
      const opened = await unlessAborted(opening, run.signal);
      if (opened === undefined) {
        void opening.then(({ wire }) => wire?.destroy());
        return 'impossible';
      }
      const context = run.context(transport.base + step.opening.target, step.endpoint);
      connections.set(step.on, createScriptConnection(opened.handshake, opened.wire, context));
      return 'done';
    }
    case 'send': {
      if (connection?.isOpen() !== true) return 'impossible';
      const frame =
        step.fill === undefined ? step.frame : filledFrame(step.frame, step.fill, connection.record());
      if (frame === undefined) return 'impossible';
      connection.send(frame);
      return 'done';
    }
    case 'expect': {
      if (connection?.accepted !== true) return 'impossible';
      let fulfilled = false;
      await lifetime.pause(step.within, (done) => {
        let hasMissed = false;
        const listening = connection.expect(
          step.until,
          (result) => {
            fulfilled = result;
            done();
          },
          () => {
            if (hasMissed || step.until.grace === undefined) return;
            hasMissed = true;
            void lifetime.pause(step.until.grace).then(done);
          },
        );
        return () => listening.stop();
      });
      return fulfilled;
    }
    case 'wait':
      await lifetime.pause(step.ms + (step.andAsLongAs === undefined ? 0 : run.took(step.andAsLongAs)));
      return 'done';
    case 'read':
      if (connection?.accepted !== true) return 'impossible';
      connection.read(step.reading);
      return 'done';
    case 'close':
      if (connection?.accepted !== true) return 'impossible';
      if (step.abrupt !== true && connection.isOpen()) {
        connection.close(step.code, step.reason);
        await lifetime.pause(CLOSE_WAIT, (done) => {
          connection.onceClosed(done);
          return undefined;
        });
      }
      if (lifetime.ended() === undefined && connection.isOpen()) connection.destroy();
      return 'done';
    case 'stop': {
      if (run.stop === undefined) return 'impossible';
      return (
        (await unlessAborted(run.stop(Math.min(step.within, run.remaining())), run.signal)) ?? 'impossible'
      );
    }
    case 'request': {
      const within = Math.min(step.within, run.remaining());
      const answer = await unlessAborted(transport.request({ ...step, within }), run.signal);
      if (answer === undefined) return 'impossible';
      run.answers.set(step.as, redactAnswer(answer, run.redact));
      return 'done';
    }
  }
}

/** `undefined` when the signal came first. The deadline needs no such care: the transport was told of it. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T | undefined> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve(undefined);
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
