import type { Subject } from '../../../src/diagnose/subject.ts';
import { accepts, type FakeServer, type Met, refuses } from '../../support/play-diagnosis.ts';

export const PAGE = 'http://localhost:3000';
export const SUBJECT: Subject = {
  place: { protocol: 'ws', host: '127.0.0.1', port: 8000 },
  path: '/feed',
  search: '',
  origin: PAGE,
  headers: [],
  subprotocols: [],
  credentials: [],
  canLogIn: false,
  nonce: 'a1b2c3',
  now: Date.parse('2026-11-21T00:00:00Z'),
};
export const TLS: Partial<Subject> = { place: { protocol: 'wss', host: 'localhost', port: 8443 } };
export const CERTIFICATE = {
  subject: 'localhost',
  issuer: 'localhost',
  names: ['localhost'],
  from: '2026-11-01',
  to: '2026-12-01',
};

/** A JSON Web Token that expired 42 s before SUBJECT.now. */
export const STALE = `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify({ exp: SUBJECT.now / 1000 - 42 })).toString('base64url')}.x`;

/** As an ASGI server refuses: no route, and a handler that closes before it accepts. */
export const ASGI = (): Met =>
  refuses(
    403,
    '',
    [
      ['Content-Type', 'text/plain'],
      ['Content-Length', '0'],
    ],
    'Forbidden',
  );
export const NGINX = (status: number): Met =>
  refuses(status, `<html><h1>${status}</h1><hr><center>nginx/1.22.1</center></html>`, [
    ['Server', 'nginx/1.22.1'],
  ]);

/** The path is there, and the paths beside it are not. */
export const atFeed =
  (met: Met, beside: Met = refuses(404, 'nothing')) =>
  ({ path }: { readonly path: string }): Met =>
    path === '/feed' ? met : beside;
export const always = (met: Met) => (): Met => met;
export const always404 = refuses(404, 'nothing');

/** A server, what the developer has in hand, and the verdict. */
export interface CauseRow {
  readonly id: string;
  readonly sure: 'proven' | 'likely' | 'one-of';
  readonly what: string;
  readonly server: FakeServer;
  readonly subject: Partial<Subject>;
  /** A file of test/zoo/documents, without its ending. */
  readonly document?: string;
}

export function row(
  id: string,
  sure: CauseRow['sure'],
  what: string,
  server: FakeServer,
  subject: Partial<Subject> = {},
  document?: string,
): CauseRow {
  return { id, sure, what, server, subject, ...(document === undefined ? {} : { document }) };
}

/** Every seventh handshake gets in, whatever it carries. */
export function seventhOpens(): FakeServer['ws'] {
  let met = 0;
  return () => {
    met += 1;
    return met % 7 === 4 ? accepts() : refuses(403, 'no');
  };
}
