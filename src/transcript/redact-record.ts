import type { Header } from '../script/script.ts';
import type { AnswerRecord, HandshakeOutcome, HandshakeRecord } from './transcript.ts';

type Redact = (text: string) => string;

/** A header, judged as the line that it is on the wire, so that its name can tell that its value is secret. */
export function redactHeader([name, value]: Header, redact: Redact): Header {
  const line = redact(`${name}: ${value}`);
  const prefix = `${name}: `;
  return line.startsWith(prefix) ? [name, line.slice(prefix.length)] : [redact(name), redact(value)];
}

/** A handshake without its secrets, in whatever part of it they stood. */
export function redactHandshake(record: HandshakeRecord, redact: Redact): HandshakeRecord {
  return {
    request: {
      line: redact(record.request.line),
      headers: record.request.headers.map((header) => redactHeader(header, redact)),
    },
    outcome: redactOutcome(record.outcome, redact),
  };
}

function redactOutcome(outcome: HandshakeOutcome, redact: Redact): HandshakeOutcome {
  switch (outcome.kind) {
    case 'accepted':
      return {
        ...outcome,
        reason: redact(outcome.reason),
        headers: outcome.headers.map((header) => redactHeader(header, redact)),
        breaches: outcome.breaches.map((breach) => ({ ...breach, message: redact(breach.message) })),
        ...(outcome.subprotocol === undefined ? {} : { subprotocol: redact(outcome.subprotocol) }),
        ...(outcome.extensions === undefined ? {} : { extensions: redact(outcome.extensions) }),
      };
    case 'refused':
      return {
        ...outcome,
        reason: redact(outcome.reason),
        headers: outcome.headers.map((header) => redactHeader(header, redact)),
        body: redact(outcome.body),
      };
    case 'failed':
      return {
        ...outcome,
        message: redact(outcome.message),
        ...(outcome.bytes === undefined ? {} : { bytes: redact(outcome.bytes) }),
      };
  }
}

/** An HTTP request and its answer without their secrets. */
export function redactAnswer({ request, outcome }: AnswerRecord, redact: Redact): AnswerRecord {
  return {
    request: {
      ...request,
      url: redact(request.url),
      headers: request.headers.map((header) => redactHeader(header, redact)),
      ...(request.body === undefined ? {} : { body: redact(request.body) }),
    },
    outcome:
      outcome.kind === 'answered'
        ? {
            ...outcome,
            headers: outcome.headers.map((header) => redactHeader(header, redact)),
            body: redact(outcome.body),
          }
        : { ...outcome, message: redact(outcome.message) },
  };
}
