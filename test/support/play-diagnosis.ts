import { type Evidence, handshakesIn } from '../../src/diagnose/evidence.ts';
import { next } from '../../src/diagnose/next.ts';
import type { Answer, Certificate, Listener, Probe } from '../../src/diagnose/probe.ts';
import type { Credential, Place, Subject } from '../../src/diagnose/subject.ts';
import type { Verdict } from '../../src/result/diagnosis.ts';
import type { Header, Opening, OutgoingFrame } from '../../src/script/script.ts';
import type {
  CloseRecord,
  FrameRecord,
  HandshakeOutcome,
  Transcript,
} from '../../src/transcript/transcript.ts';

/** A server as a function: what each handshake and each request gets. Nothing is really sent. */
export interface FakeServer {
  /** What a handshake comes to. */
  readonly ws: (opening: Opening & { readonly path: string; readonly place: Place }) => Met;
  /** What plain HTTP gets; `undefined`: no answer. Default: 404. */
  readonly http?: (method: string, path: string) => Page | undefined;
  /** What is answered to a frame; `undefined`: nothing. A string is a text frame. */
  readonly reply?: (frame: OutgoingFrame) => string | Close | undefined;
  /** Default `true`. */
  readonly pongs?: boolean;
  /** How a connection ends that is held for more than 2 s. */
  readonly idle?: Close;
  readonly certificate?: Certificate;
  readonly listeners?: readonly Listener[];
  readonly logIn?: { readonly credentials: readonly Credential[]; readonly problem?: string };
}

export interface Page {
  readonly status: number;
  readonly body?: string;
  readonly headers?: readonly Header[];
}

export interface Close {
  readonly code: number;
  readonly reason?: string;
  readonly how?: CloseRecord['how'];
}

export interface Met {
  readonly outcome: HandshakeOutcome;
  /** Text frames that come by themselves. */
  readonly greets?: readonly string[];
  /** How it ends at once. */
  readonly close?: Close;
}

export function refuses(status: number, body = '', headers: readonly Header[] = [], reason = 'No'): Met {
  return { outcome: { kind: 'refused', status, reason, headers, body, after: 1 } };
}

export function accepts(
  more: Partial<Met> & {
    readonly headers?: readonly Header[];
    readonly subprotocol?: string;
    readonly breaches?: Extract<HandshakeOutcome, { kind: 'accepted' }>['breaches'];
  } = {},
): Met {
  const { headers = [], subprotocol, breaches = [], ...rest } = more;
  return {
    outcome: {
      kind: 'accepted',
      status: 101,
      reason: 'Switching Protocols',
      headers,
      breaches,
      ...(subprotocol === undefined ? {} : { subprotocol }),
      after: 1,
    },
    ...rest,
  };
}

export function fails(stage: 'dns' | 'tcp' | 'tls' | 'answer', code: string, bytes?: string): Met {
  return {
    outcome: {
      kind: 'failed',
      stage,
      code,
      message: code,
      ...(bytes === undefined ? {} : { bytes }),
      after: 1,
    },
  };
}

/** Asks until there is a verdict. */
export function playDiagnosis(
  subject: Subject,
  server: FakeServer,
): { readonly verdict: Verdict; readonly asked: readonly string[]; readonly handshakes: number } {
  let evidence: Evidence = { subject, entries: [] };
  for (;;) {
    const step = next(evidence);
    if ('verdict' in step)
      return {
        verdict: step.verdict,
        asked: evidence.entries.map(({ probe }) => probe.id),
        handshakes: handshakesIn(evidence),
      };
    const answer = answerOf(step.probe, subject, server);
    evidence = { ...evidence, entries: [...evidence.entries, { probe: step.probe, answer, took: 1 }] };
  }
}

function answerOf({ ask }: Probe, { place }: Subject, server: FakeServer): Answer {
  switch (ask.via) {
    case 'name':
      return { via: 'name', addresses: [], code: 'ENOTFOUND' };
    case 'listeners':
      return { via: 'listeners', listeners: server.listeners };
    case 'certificate':
      return server.certificate === undefined
        ? { via: 'certificate', code: 'ERR_SSL_WRONG_VERSION_NUMBER' }
        : { via: 'certificate', certificate: server.certificate };
    case 'login':
      return { via: 'login', ...(server.logIn ?? { credentials: [], problem: 'nobody can log in' }) };
    case 'http': {
      const http = server.http ?? ((): Page => ({ status: 404, body: 'nothing' }));
      const page = http(ask.method, ask.target.replace(/\?.*/, ''));
      const request = { method: ask.method, url: ask.target, headers: [] };
      const outcome =
        page === undefined
          ? ({ kind: 'failed', stage: 'answer', code: 'CLOSED', message: 'closed', after: 1 } as const)
          : ({
              kind: 'answered',
              status: page.status,
              headers: page.headers ?? [],
              body: page.body ?? '',
              after: 1,
            } as const);
      return { via: 'http', record: { request, outcome } };
    }
    case 'handshake': {
      const [connect, watch, , say] = ask.script.steps;
      if (connect?.do !== 'connect') throw new Error('A probe begins with a handshake.');
      const { opening } = connect;
      const met = server.ws({ ...opening, path: opening.target.replace(/\?.*/, ''), place: ask.place });
      const held = watch?.do === 'expect' && watch.within > 2_000;
      const frame = say?.do === 'send' ? say.frame : undefined;
      return { via: 'handshake', transcript: transcriptOf(met, server, held, frame, place.port) };
    }
  }
}

function transcriptOf(
  { outcome, greets = [], close }: Met,
  server: FakeServer,
  held: boolean,
  said: OutgoingFrame | undefined,
  port: number,
): Transcript {
  const frame = (
    from: 'client' | 'server',
    kind: FrameRecord['kind'],
    data: string,
    step: number,
  ): FrameRecord => ({
    at: step,
    step,
    from,
    kind,
    data,
    size: data.length,
  });
  const frames = greets.map((data) => frame('server', 'text', data, 1));
  let end = close ?? (held ? server.idle : undefined);
  if (end === undefined && said !== undefined && outcome.kind === 'accepted') {
    const isPing = 'ping' in said;
    frames.push(frame('client', isPing ? 'ping' : 'text', JSON.stringify(said), 3));
    if (isPing && server.pongs !== false) frames.push(frame('server', 'pong', said.ping, 4));
    const answer = isPing ? undefined : server.reply?.(said);
    if (typeof answer === 'string') frames.push(frame('server', 'text', answer, 4));
    else if (answer !== undefined) end = answer;
  }
  const request = { line: 'GET / HTTP/1.1', headers: [] };
  return {
    connections: {
      a: {
        url: `ws://localhost:${port}/`,
        handshake: { request, outcome },
        frames,
        ...(end === undefined
          ? {}
          : { close: { at: 5, by: 'server', reason: '', how: 'close-frame', ...end } as const }),
      },
    },
    answers: {},
    ended: 'completed',
    steps: [],
    duration: 1,
  };
}
