import { describe, expect, test } from 'vitest';
import { fails, playDiagnosis, refuses } from '../../test/support/play-diagnosis.ts';
import type { HandshakeOutcome, Transcript } from '../transcript/transcript.ts';
import type { Evidence } from './evidence.ts';
import { HANDSHAKES, next } from './next.ts';
import type { Answer, Probe } from './probe.ts';
import type { Subject } from './subject.ts';

const SUBJECT: Subject = {
  place: { protocol: 'ws', host: 'api.example.com', port: 80 },
  path: '/ws',
  search: '',
  origin: 'https://app.example.com',
  headers: [],
  subprotocols: [],
  credentials: [],
  canLogIn: false,
  nonce: 'a1b2c3',
  now: 0,
};

const refused = (status: number, body = ''): HandshakeOutcome => ({
  kind: 'refused',
  status,
  reason: '',
  headers: [['content-length', '0']],
  body,
  after: 1,
});
const accepted: HandshakeOutcome = {
  kind: 'accepted',
  status: 101,
  reason: '',
  headers: [],
  breaches: [],
  after: 1,
};

function transcript(outcome: HandshakeOutcome): Transcript {
  const request = { line: 'GET /ws HTTP/1.1', headers: [] };
  return {
    connections: { a: { url: 'ws://api.example.com/ws', handshake: { request, outcome }, frames: [] } },
    answers: {},
    ended: 'completed',
    steps: [],
    duration: 1,
  };
}

/** Answers each question out of a function of its opening, until there is a verdict. */
function play(
  subject: Subject,
  server: (probe: Probe, origin: string | undefined, path: string) => HandshakeOutcome,
) {
  let evidence: Evidence = { subject, entries: [] };
  for (;;) {
    const step = next(evidence);
    if ('verdict' in step)
      return { verdict: step.verdict, asked: evidence.entries.map(({ probe }) => probe.id) };
    evidence = {
      ...evidence,
      entries: [...evidence.entries, { probe: step.probe, answer: answer(step.probe), took: 1 }],
    };
  }

  function answer(probe: Probe): Answer {
    if (probe.ask.via === 'handshake') {
      const [first] = probe.ask.script.steps;
      const opening = first?.do === 'connect' ? first.opening : undefined;
      return {
        via: 'handshake',
        transcript: transcript(server(probe, opening?.origin, opening?.target.replace(/\?.*/, '') ?? '')),
      };
    }
    const request = { method: 'GET', url: '', headers: [] };
    return {
      via: 'http',
      record: { request, outcome: { kind: 'answered', status: 404, headers: [], body: 'nothing', after: 1 } },
    };
  }
}

describe('the next question', () => {
  test('a flip of one factor at the target, and not at the control, proves it', () => {
    const { verdict } = play(SUBJECT, (_, origin, path) =>
      path === '/ws' && origin === 'http://api.example.com' ? accepted : refused(403),
    );
    expect(verdict).toMatchObject({
      id: 'ORIGIN-DENIED',
      sure: 'proven',
      by: ['baseline', 'Origin http://api.example.com'],
    });
    expect(verdict.ruledOut.map(({ id }) => id)).toContain('NO-ROUTE');
  });

  test('where no Origin that is allowed is known, Origin is not ruled out', () => {
    const { verdict } = play(SUBJECT, () => refused(403));
    expect(verdict.id).toBe('NO-ROUTE');
    expect(verdict.candidates.map(({ id }) => id)).toContain('ORIGIN-DENIED');
    expect(verdict.candidates.every(({ id, tell }) => id === 'NO-ROUTE' || tell !== undefined)).toBe(true);
  });

  test('a path that is answered otherwise than its siblings is known to the server', () => {
    const { verdict } = play(SUBJECT, (_, _origin, path) => refused(path === '/ws' ? 403 : 404));
    expect(verdict).toMatchObject({ id: 'REFUSED-BY-HANDLER', sure: 'likely' });
  });

  test('what listens on another port is not taken for the server that was meant', () => {
    const local: Subject = { ...SUBJECT, place: { protocol: 'ws', host: '127.0.0.1', port: 8000 } };
    const { verdict } = playDiagnosis(local, {
      ws: ({ place }) =>
        place.port === 8000
          ? fails('tcp', 'ECONNREFUSED')
          : refuses(403, '', [['Content-Type', 'text/plain']]),
      listeners: [{ address: '127.0.0.1', port: 8001 }],
    });
    expect(verdict).toMatchObject({ id: 'NET-REFUSED', sure: 'proven' });
    expect(verdict.fix.server).toBeUndefined();
    expect(verdict.fix.lines).toContain('Open nearby on this machine: 127.0.0.1:8001.');
  });

  test('the first 429 ends the asking', () => {
    expect(play(SUBJECT, () => refused(429))).toMatchObject({
      verdict: { id: 'RATE-LIMIT' },
      asked: ['baseline'],
    });
  });

  test('no more handshakes than are allowed, whatever is answered', () => {
    const { asked } = play({ ...SUBJECT, path: '/a/b/c/d/e/f/g/h' }, () => refused(403));
    expect(asked.length).toBeLessThan(HANDSHAKES + 15);
    expect(new Set(asked).size).toBe(asked.length);
  });
});
