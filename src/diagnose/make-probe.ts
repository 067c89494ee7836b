import type { Opening } from '../script/script.ts';
import {
  FIRST_PATIENCE,
  FIRST_WATCH,
  HTTP_PATIENCE,
  handshakeScript,
  openingOf,
  PATIENCE,
  type Say,
  type Variation,
} from './openings.ts';
import type { Aim, Probe } from './probe.ts';
import { type Credential, formatPlace, type Place, type Subject } from './subject.ts';

interface Question {
  readonly id: string;
  readonly question: string;
  readonly aim: Aim;
}

export interface HandshakeAsk {
  readonly variation?: Variation;
  readonly place?: Place;
  readonly credentials?: readonly Credential[];
  readonly say?: Say;
  /** ms that an open connection is watched for its end. */
  readonly watch?: number;
}

/** An opening handshake, with what differs from the client's. */
export function handshakeProbe(subject: Subject, asked: Question, ask: HandshakeAsk = {}): Probe {
  const { variation = {}, place = subject.place } = ask;
  const opening = openingOf(subject, variation, ask.credentials);
  const within = asked.aim.of === 'baseline' ? FIRST_PATIENCE : PATIENCE;
  const watch = ask.watch ?? (asked.aim.of === 'baseline' ? FIRST_WATCH : undefined);
  const elsewhere = place === subject.place ? '' : formatPlace(place);
  return {
    ...asked,
    sent: `WS ${elsewhere}${opening.target}${describeHeaders(opening)}`,
    ask: { via: 'handshake', place, script: handshakeScript(opening, within, ask.say, watch) },
  };
}

function describeHeaders({ origin, subprotocols }: Opening): string {
  const parts = [
    origin === undefined ? 'no Origin' : `Origin ${origin}`,
    ...(subprotocols === undefined ? [] : [`subprotocols ${subprotocols.join(', ')}`]),
  ];
  return `, ${parts.join(', ')}`;
}

/** A plain HTTP request to the URL's own host and port. */
export function httpProbe(
  { place }: Subject,
  asked: Question,
  target: string,
  more: { readonly method?: string; readonly headers?: readonly (readonly [string, string])[] } = {},
): Probe {
  const { method = 'GET', headers = [] } = more;
  const origin = headers.find(([name]) => name === 'Origin')?.[1];
  return {
    ...asked,
    sent: `${method} ${target}${origin === undefined ? '' : `, Origin ${origin}`}`,
    ask: { via: 'http', place, method, target, headers, within: HTTP_PATIENCE },
  };
}
