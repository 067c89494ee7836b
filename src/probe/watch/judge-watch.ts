import type { Verdict } from '../../result/diagnosis.ts';
import { formatDuration } from '../../transcript/format.ts';
import { type Moment, sayEnding } from './moment.ts';
import { sayStorm } from './say-moment.ts';

type Of<Kind extends Moment['kind']> = Extract<Moment, { kind: Kind }>;

export interface Watched {
  readonly moments: readonly Moment[];
  /** ms that it was watched for. */
  readonly duration: number;
  /** When the credential that was shown expires, in ms after the beginning; absent: it does not say. */
  readonly expiresAt?: number;
}

/** ms around the end of a credential's life in which a close is taken for its consequence. */
const SLACK = 3_000;
/** Codes that say themselves that a credential is no longer good. HANDSHAKE 1.5. */
const AUTH_CODES = new Set([3000, 4401]);
/** Lifetimes are alike where the longest is no longer than the shortest by this factor. */
const ALIKE = 1.2;

/** Seconds after which well-known proxies end what is idle. HANDSHAKE 4.2, row 21. */
const IDLE: readonly (readonly [seconds: number, who: string])[] = [
  [55, 'Heroku’s router'],
  [60, 'nginx (proxy_read_timeout) and AWS’s load balancer'],
  [100, 'Cloudflare'],
  [350, 'AWS’s network load balancer'],
  [600, 'AWS’s API gateway and CloudFront'],
];

/** What the watching showed; `undefined`: the handshake was never accepted, so that it is to be diagnosed as any other. */
export function judgeWatch(watched: Watched): Verdict | undefined {
  const { moments } = watched;
  const storm = last(moments, 'storm');
  if (storm !== undefined) return stormVerdict(storm, moments);
  if (!moments.some(({ kind }) => kind === 'opened' || kind === 'client')) return undefined;
  const ended = moments.filter((moment): moment is Of<'ended'> => moment.kind === 'ended');
  const expired = ended.find((moment) => isExpiry(moment, watched));
  if (expired !== undefined) return expiryVerdict(expired, watched);
  if (ended.length > 0) return flapVerdict(ended, watched);
  const refused = moments.filter(({ kind }) => kind === 'refused').length;
  return refused > 0 ? nowAndThen(refused, watched) : sound(watched);
}

function stormVerdict({ storm }: Of<'storm'>, moments: readonly Moment[]): Verdict {
  const { interval, reason, sameCredential } = storm;
  const others = new Set(moments.filter(({ kind }) => kind === 'storm').map(({ at }) => at)).size - 1;
  return verdict({
    id: 'RECONNECT-STORM',
    title: 'A client comes back without waiting longer',
    sentence: `${capital(sayStorm(storm))}. It neither waits longer nor gives up. It is refused because: ${reason}`,
    sure: 'proven',
    why: 'The journal of the mock holds each of these attempts.',
    fix: [
      ...(sameCredential
        ? ['Fetch a new credential before each connection; the old one will never be good again.']
        : []),
      'Wait longer after each failure, by a random share, and stop where trying again cannot help (401, 403, 4401, 4403):',
      '  const wait = Math.min(30_000, 1_000 * 2 ** attempt) * (0.5 + Math.random() / 2);',
      `  setTimeout(connect, wait);   // instead of every ${Math.round(interval)} ms (RFC 6455 §7.2.3)`,
    ],
    notes: others > 0 ? [`${others} more ${others === 1 ? 'storm was' : 'storms were'} seen.`] : [],
  });
}

function isExpiry({ at, close }: Of<'ended'>, { expiresAt }: Watched): boolean {
  if (AUTH_CODES.has(close.code) || /expired/i.test(close.reason)) return true;
  return expiresAt !== undefined && Math.abs(at - expiresAt) <= SLACK;
}

function expiryVerdict(end: Of<'ended'>, { moments, expiresAt }: Watched): Verdict {
  const after = moments.filter(({ at }) => at > end.at);
  const refused = after.find((moment) => moment.kind === 'refused');
  const says = AUTH_CODES.has(end.close.code) || /expired/i.test(end.close.reason);
  const inTime = expiresAt !== undefined && Math.abs(end.at - expiresAt) <= SLACK;
  return verdict({
    id: 'AUTH-EXPIRED',
    title: 'The credential expires while connected',
    sentence: `The server ended the connection after ${formatDuration(end.lasted)} (${sayEnding(end.close)}), because the credential has expired.${refused === undefined ? '' : ' The same credential does not open it again.'}`,
    sure: says && inTime ? 'proven' : 'likely',
    why: [
      ...(says ? [`The Close says it: ${sayEnding(end.close)}.`] : []),
      ...(inTime && expiresAt !== undefined
        ? [
            `The token’s own "exp" was ${formatDuration(Math.abs(end.at - expiresAt))} ${end.at < expiresAt ? 'after' : 'before'} it.`,
          ]
        : []),
    ].join(' '),
    fix: [
      'Fetch a new credential before each connection, also when it comes back; never keep one for later.',
      'Connect anew shortly before it expires, or let the server take a new one over the open connection.',
    ],
    notes: [],
  });
}

function flapVerdict(ended: readonly Of<'ended'>[], { moments, duration }: Watched): Verdict {
  const lasted = ended.map((moment) => moment.lasted);
  const [shortest, longest] = [Math.min(...lasted), Math.max(...lasted)];
  const alike = ended.length > 1 && longest <= shortest * ALIKE;
  const gone = moments.filter(
    (moment) => moment.kind === 'refused' && moment.reception.kind === 'unreached',
  ).length;
  const endings = [...new Set(ended.map(({ close }) => sayEnding(close)))].join('; ');
  const idle = alike ? IDLE.find(([seconds]) => Math.abs(shortest / 1000 - seconds) <= 1.5) : undefined;
  const times = ended.length === 1 ? 'once' : `${ended.length} times`;
  const notes = moments
    .filter((moment): moment is Of<'client'> => moment.kind === 'client')
    .slice(0, 3)
    .map(({ what }) => what);
  return verdict({
    id: ended.length === 1 ? 'ENDED-BY-SERVER' : 'FLAPPING',
    title: ended.length === 1 ? 'The server ends the connection' : 'The server ends every connection',
    sentence: `The server accepts and then ends the connection, ${times} in ${formatDuration(duration)}: ${alike ? `always after about ${formatDuration(shortest)}, which is a time limit and no accident` : `after ${lasted.map((one) => formatDuration(one)).join(', ')}`} (${endings}).${gone === 0 ? '' : ' In between nothing listened: the server itself goes down and comes back.'}`,
    sure: 'proven',
    why: `It was watched for ${formatDuration(duration)}.`,
    fix: [
      ...(gone > 0
        ? [
            'Look why the server restarts: its log at these times; a --reload that sees files change; too little memory.',
          ]
        : []),
      ...(idle === undefined
        ? []
        : [`${idle[0]} s is where ${idle[1]} end what is idle: send a Ping more often than that.`]),
      ...(gone > 0 || idle !== undefined
        ? []
        : [
            'Look into the log of the server at these times: a handler that returns, an error, or a limit of time or of idleness.',
          ]),
    ],
    notes,
  });
}

function nowAndThen(refused: number, { moments, duration }: Watched): Verdict {
  const opened = moments.filter(({ kind }) => kind === 'opened').length;
  return verdict({
    id: 'FLAPPING',
    title: 'It is refused now and then',
    sentence: `The same handshake was refused ${refused} times and accepted ${opened} times in ${formatDuration(duration)}.`,
    sure: 'proven',
    why: 'Equal handshakes got different answers.',
    fix: [
      'Several servers behind one address that are not alike, a limit of connections, or a server that had not started yet: compare the log of each.',
    ],
    notes: [],
  });
}

function sound({ moments, duration, expiresAt }: Watched): Verdict {
  const clients = moments.filter((moment): moment is Of<'client'> => moment.kind === 'client');
  const outlived = expiresAt === undefined ? 0 : duration - expiresAt;
  return verdict({
    id: 'CONNECTED',
    title: 'Connected, and stays so',
    sentence:
      clients.length > 0
        ? `Nobody came back too fast in ${formatDuration(duration)}.`
        : `The connection was accepted and stayed open for ${formatDuration(duration)}.`,
    sure: 'proven',
    why: `It was watched for ${formatDuration(duration)}.`,
    fix: [],
    notes:
      outlived > SLACK
        ? [
            `The token expired ${formatDuration(outlived)} before the end, and the connection stayed open. If the contract says that it ends then, verify tells (credentials.expiry).`,
          ]
        : [],
  });
}

function verdict({
  fix,
  ...rest
}: Pick<Verdict, 'id' | 'title' | 'sentence' | 'sure' | 'why' | 'notes'> & {
  readonly fix: readonly string[];
}): Verdict {
  return { ...rest, by: [], candidates: [], fix: { lines: fix }, ruledOut: [], corrections: [] };
}

function last<Kind extends Moment['kind']>(moments: readonly Moment[], kind: Kind): Of<Kind> | undefined {
  return moments.filter((moment): moment is Of<Kind> => moment.kind === kind).at(-1);
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
