import { lookup } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { connect, type PeerCertificate } from 'node:tls';
import type { Answer, Certificate, Listener } from '../diagnose/probe.ts';
import type { Place } from '../diagnose/subject.ts';

/** All addresses of a name, as the operating system resolves it. */
export async function askName(host: string): Promise<Answer> {
  try {
    const found = await lookup(host, { all: true });
    return { via: 'name', addresses: found.map(({ address }) => address) };
  } catch (error) {
    return { via: 'name', addresses: [], code: codeOf(error) };
  }
}

/**
 * The TCP sockets of this machine that listen, from `/proc/net/tcp` (Linux): nothing is sent to anybody.
 * `undefined` where there is no such file.
 */
export async function askListeners(): Promise<Answer> {
  const [v4, v6] = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'utf8').catch(() => undefined)),
  );
  if (v4 === undefined && v6 === undefined) return { via: 'listeners', listeners: undefined };
  const all = [...parseListeners(v4 ?? ''), ...parseListeners(v6 ?? '')];
  const seen = new Set<string>();
  return {
    via: 'listeners',
    listeners: all.filter(({ address, port }) => {
      const key = `${address} ${port}`;
      return seen.has(key) ? false : seen.add(key);
    }),
  };
}

/** The lines in the state LISTEN (0A) of `/proc/net/tcp` or `tcp6`. */
export function parseListeners(text: string): readonly Listener[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\s*\d+:\s+([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})\s+\S+\s+0A\s/.exec(line);
    if (match === null) return [];
    const [, hex = '', port = ''] = match;
    return [{ address: hex.length === 8 ? ipv4(hex) : ipv6(hex), port: Number.parseInt(port, 16) }];
  });
}

/** Each 32-bit word is printed in the machine's own order, which is little-endian wherever Node runs today. */
function ipv4(hex: string): string {
  return (hex.match(/../g) ?? [])
    .reverse()
    .map((byte) => Number.parseInt(byte, 16))
    .join('.');
}

function ipv6(hex: string): string {
  const words = (hex.match(/.{8}/g) ?? []).map((word) => (word.match(/../g) ?? []).reverse().join(''));
  const full = words.join('').toLowerCase();
  if (/^0{20}f{4}/.test(full)) return ipv4(hex.slice(24));
  if (/^0{32}$/.test(full)) return '::';
  if (/^0{31}1$/.test(full)) return '::1';
  return (full.match(/.{4}/g) ?? []).map((part) => part.replace(/^0{1,3}/, '')).join(':');
}

/** What a TLS server shows, verified or not. */
export function askCertificate(place: Place, within: number): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = connect({
      host: place.host,
      port: place.port,
      rejectUnauthorized: false,
      ...(isIP(place.host) === 0 ? { servername: place.host } : {}),
    });
    const end = (answer: Answer): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => end({ via: 'certificate', code: 'TIMEOUT' }), within);
    socket.on('error', (error) => end({ via: 'certificate', code: codeOf(error) }));
    socket.once('close', () => end({ via: 'certificate', code: 'CLOSED' }));
    socket.once('secureConnect', () => {
      const shown = socket.getPeerCertificate();
      const problem: unknown = socket.authorizationError;
      end({
        via: 'certificate',
        certificate: readCertificate(shown, socket.authorized ? undefined : String(problem)),
      });
    });
  });
}

function readCertificate(shown: PeerCertificate, problem: string | undefined): Certificate {
  const name = (part: PeerCertificate['subject'] | undefined): string =>
    String(part?.CN ?? part?.O ?? 'no name');
  const date = (text: string | undefined): string => {
    const time = new Date(text ?? '');
    return Number.isNaN(time.getTime()) ? 'an unreadable date' : time.toISOString().slice(0, 10);
  };
  return {
    subject: name(shown.subject),
    issuer: name(shown.issuer),
    names: (shown.subjectaltname ?? '').split(', ').map((each) => each.replace(/^(DNS|IP Address):/, '')),
    from: date(shown.valid_from),
    to: date(shown.valid_to),
    ...(problem === undefined ? {} : { problem }),
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : String(error);
}
