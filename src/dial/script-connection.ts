import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import { jsonOf } from '../contract/parse-json.ts';
import type { IncomingFrame, Recognition } from '../rules/recognition.ts';
import type { Expectation, OutgoingFrame } from '../script/script.ts';
import { redactHandshake } from '../transcript/redact-record.ts';
import {
  type CloseRecord,
  type ConnectionRecord,
  type FrameRecord,
  type HandshakeRecord,
  TRANSCRIPT_LIMIT,
} from '../transcript/transcript.ts';
import { payloadOf } from './encode-frame.ts';
import { createInbox } from './inbox.ts';
import type { Wire } from './transport.ts';

/** Most frames of one connection that a transcript keeps; the others are counted. */
export const RECORDED_FRAMES = 10_000;

/** Most Pings and Pongs of one connection that a transcript keeps. */
const RECORDED_CONTROLS = 1_000;

/** Most characters of frame data of one connection that a transcript keeps. */
export const RECORDED_CHARACTERS: number = 16 * 1024 * 1024;

/** Most characters of frames that no step has asked for yet; what comes beyond is only shown to who listens just then. */
const HELD_CHARACTERS = 4 * 1024 * 1024;

/** Characters. */
const LONGEST_SECRET = 16_384;

/** Answers that a connection gives by itself: a server that asks for ever is not answered for ever. */
const MOST_ANSWERS = 1_000;

/** What the contract has to say about the frames of a connection. */
export interface ConnectionWords {
  recognise(from: 'client' | 'server', frame: IncomingFrame): Recognition | undefined;
  /** The frames that one of the server's stands for. */
  split(frame: IncomingFrame): readonly IncomingFrame[];
  /** What is said to that message by itself; `undefined`: nothing. */
  answer(message: MessageId, payload: Json): OutgoingFrame | undefined;
}

/** What a connection needs to know of the run that it belongs to. */
export interface ConnectionContext extends ConnectionWords {
  readonly url: string;
  redact(text: string): string;
  /** ms since the script began. */
  elapsed(): number;
  /** Index of the step that goes on. */
  step(): number;
}

/** One connection of a running script: records, recognises, and lets steps listen. */
export interface ScriptConnection {
  /** May frames be sent? */
  isOpen(): boolean;
  /** Was there ever something to listen to? */
  readonly accepted: boolean;
  send(frame: OutgoingFrame): void;
  /** Begins to listen. `done` is called once, maybe at once, also when the connection ends. */
  expect(until: Expectation, done: (fulfilled: boolean) => void, missed?: () => void): { stop(): void };
  read(reading: boolean): void;
  close(code: number | undefined, reason: string | undefined): void;
  destroy(): void;
  /** Calls back once it is closed; at once where it is. */
  onceClosed(callback: () => void): void;
  /** What has happened so far. */
  record(): ConnectionRecord;
}

export function createScriptConnection(
  handshake: HandshakeRecord,
  wire: Wire | undefined,
  context: ConnectionContext,
): ScriptConnection {
  const { redact } = context;
  const inbox = createInbox();
  const frames: FrameRecord[] = [];
  const unrecorded = { frames: 0, bytes: 0 };
  const onClosed = new Set<() => void>();
  let characters = 0;
  let held = 0;
  let controls = 0;
  let answers = 0;
  let close: CloseRecord | undefined;

  const isFull = (): boolean => frames.length >= RECORDED_FRAMES || characters >= RECORDED_CHARACTERS;

  const count = (size: number): void => {
    unrecorded.frames += 1;
    unrecorded.bytes += size;
  };
  const note = (
    from: FrameRecord['from'],
    kind: FrameRecord['kind'],
    data: string,
    size: number,
    recognition: Recognition | undefined,
    always = false,
  ): void => {
    if (isFull() && !always) {
      count(size);
      return;
    }
    const shown = cutRedacted(data, redact);
    characters += shown.length;
    frames.push({
      at: context.elapsed(),
      step: context.step(),
      from,
      kind,
      data: shown,
      size,
      ...describe(recognition, redact),
    });
  };

  const say = (frame: OutgoingFrame): void => {
    const { kind, payload } = payloadOf(frame);
    const data = payload.toString(kind === 'text' ? 'utf8' : 'base64');
    const recognition =
      kind === 'text' || kind === 'binary'
        ? context.recognise(
            'client',
            kind === 'text' ? { kind, text: data } : { kind, base64: data, size: payload.length },
          )
        : undefined;
    note('client', kind, data, payload.length, recognition, true);
  };

  /** A data frame of the server: what it is, who waits for it, and what is said to it. */
  const take = (frame: IncomingFrame, size: number): void => {
    const data = frame.kind === 'text' ? frame.text : frame.base64;
    const keep = !isFull() && held < HELD_CHARACTERS;
    if (!keep && !inbox.isHeard()) {
      note('server', frame.kind, data, size, undefined);
      return;
    }
    const recognition = context.recognise('server', frame);
    const also = recognition?.kind === 'message' ? recognition.also : undefined;
    const payload = payloadIn(recognition, frame);
    const heard = { message: messageOf(recognition), ...(also === undefined ? {} : { also }), payload };
    const consumed = inbox.add(heard, keep);
    if (keep && !consumed) held += data.length;
    // What a step waited for is kept, however much came before it.
    note('server', frame.kind, data, size, recognition, consumed);
    if (recognition?.kind !== 'message' || answers >= MOST_ANSWERS || close !== undefined) return;
    const answer = context.answer(recognition.message, recognition.payload);
    if (answer === undefined) return;
    answers += 1;
    say(answer);
    wire?.send(answer);
  };

  const closed = (code: number, reason: string, how: CloseRecord['how'], by: CloseRecord['by']): void => {
    if (close !== undefined) return;
    close = { at: context.elapsed(), by, code, reason: redact(reason), how };
    for (const callback of onClosed) callback();
    onClosed.clear();
  };

  wire?.listen({
    frame(kind, data, size) {
      if (close !== undefined) return;
      if (kind === 'ping' || kind === 'pong') {
        // A flood of them leaves room for what was said.
        controls += 1;
        const keep = controls <= RECORDED_CONTROLS && !isFull();
        const consumed =
          kind === 'pong' && inbox.add({ message: undefined, payload: undefined, pong: true }, keep);
        if (keep || consumed) note('server', kind, data, size, undefined, consumed);
        else count(size);
        return;
      }
      const whole: IncomingFrame = kind === 'text' ? { kind, text: data } : { kind, base64: data, size };
      const parts = context.split(whole);
      if (parts.length === 1) take(whole, size);
      else for (const part of parts) take(part, sizeOf(part));
    },
    sent(kind, data, size) {
      if (controls <= RECORDED_CONTROLS) note('client', kind, data, size, undefined);
    },
    closed,
  });

  return {
    accepted: wire !== undefined,
    isOpen: () => wire !== undefined && close === undefined,
    send(frame) {
      // Noted and told to the inbox first: a wire in the same process may answer before `send` returns.
      say(frame);
      inbox.sent();
      wire?.send(frame);
    },
    expect(until, done, missed) {
      let over = false;
      const settle = (fulfilled: boolean): void => {
        if (over) return;
        over = true;
        onClosed.delete(gone);
        done(fulfilled);
      };
      const gone = (): void => settle(until.closed === true);
      const listening = inbox.expect(until, settle, missed);
      const stop = (): void => {
        over = true;
        onClosed.delete(gone);
        listening.stop();
      };
      if (close !== undefined) {
        gone();
        stop();
      } else if (!over) onClosed.add(gone);
      return { stop };
    },
    read: (reading) => wire?.read(reading),
    close: (code, reason) => wire?.close(code, reason),
    destroy() {
      wire?.destroy();
      if (wire !== undefined) closed(1006, '', 'fin', 'client');
    },
    onceClosed(callback) {
      if (close !== undefined || wire === undefined) callback();
      else onClosed.add(callback);
    },
    record: () => ({
      url: redact(context.url),
      handshake: redactHandshake(handshake, redact),
      frames: [...frames],
      ...(unrecorded.frames === 0 ? {} : { unrecorded: { ...unrecorded } }),
      ...(close === undefined ? {} : { close }),
    }),
  };
}

/**
 * Redacted before it is cut, lest half a secret stays. Cut roughly before that, lest 64 MiB are searched;
 * what this first cut may have halved is then cut off too.
 */
function cutRedacted(data: string, redact: (text: string) => string): string {
  const rough = redact(data.slice(0, TRANSCRIPT_LIMIT * 2));
  const sound = data.length > TRANSCRIPT_LIMIT * 2 ? rough.slice(0, -LONGEST_SECRET) : rough;
  const cut = sound.slice(0, TRANSCRIPT_LIMIT);
  // A part of a string keeps the whole of it in memory; a copy does not.
  return data.length > TRANSCRIPT_LIMIT ? Buffer.from(cut, 'utf16le').toString('utf16le') : cut;
}

function sizeOf(frame: IncomingFrame): number {
  return frame.kind === 'text' ? Buffer.byteLength(frame.text) : frame.size;
}

function messageOf(recognition: Recognition | undefined): string | undefined {
  return recognition?.kind === 'message' || recognition?.kind === 'broken' ? recognition.message : undefined;
}

function payloadIn(recognition: Recognition | undefined, frame: IncomingFrame): Json | undefined {
  if (recognition !== undefined) return recognition.kind === 'malformed' ? undefined : recognition.payload;
  if (frame.kind !== 'text') return undefined;
  return jsonOf(frame.text);
}

function describe(
  recognition: Recognition | undefined,
  redact: (text: string) => string,
): Pick<FrameRecord, 'message' | 'also' | 'invalid'> {
  switch (recognition?.kind) {
    case undefined:
      return {};
    case 'message':
      return {
        message: recognition.message,
        ...(recognition.also === undefined ? {} : { also: recognition.also }),
      };
    case 'broken':
      return {
        message: recognition.message,
        invalid: redact(recognition.errors[0]?.message ?? 'breaks its schema'),
      };
    case 'unknown':
    case 'malformed':
      return { invalid: redact(recognition.reason) };
  }
}
