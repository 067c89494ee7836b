import { jwtTimes } from '../../diagnose/jwt-claims.ts';
import { shownValues } from '../../diagnose/openings.ts';
import { formatPlace, type Subject } from '../../diagnose/subject.ts';
import { systemClock } from '../../dial/system-clock.ts';
import type { Clock, Transport } from '../../dial/transport.ts';
import type { Diagnosis, WatchedMoment } from '../../result/diagnosis.ts';
import { createRedactor } from '../../transcript/redact.ts';
import { mapTexts } from '../map-texts.ts';
import { transportTo } from '../transport-to.ts';
import { judgeWatch } from './judge-watch.ts';
import type { Moment } from './moment.ts';
import { sayMoment } from './say-moment.ts';
import { isMock, isMocked, watchMock } from './watch-mock.ts';
import { watchServer } from './watch-server.ts';

export interface WatchingOptions {
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly insecure?: boolean;
  /** Default: real sockets. */
  readonly transport?: Transport;
  readonly clock?: Clock;
  /** ms; absent: until the signal. */
  readonly within?: number;
  /** Told of each moment, as it happens. Redacted. */
  readonly onMoment?: (moment: WatchedMoment) => void;
}

/** Most moments that a diagnosis keeps. */
const KEPT = 1_000;

/**
 * Stays at a URL and tells what happens: at a Countersign mock by its journal, elsewhere over a connection of its own.
 * `undefined`: the handshake was never accepted, so that it is to be diagnosed as any other.
 */
export async function watch(subject: Subject, options: WatchingOptions): Promise<Diagnosis | undefined> {
  const { clock = systemClock, insecure = false, within } = options;
  const redact = createRedactor(shownValues(subject));
  const began = clock.now();
  const moments: Moment[] = [];
  const shown: WatchedMoment[] = [];
  const over = new AbortController();
  const end = (): void => over.abort();
  if (options.signal.aborted) end();
  options.signal.addEventListener('abort', end, { once: true });
  const cancel = within === undefined ? undefined : clock.after(within, end);
  const onMoment = (moment: Moment): void => {
    if (moments.length >= KEPT) moments.splice(0, 1);
    if (shown.length >= KEPT) shown.splice(0, 1);
    moments.push(moment);
    const one = { at: moment.at, what: redact(sayMoment(moment)) };
    shown.push(one);
    options.onMoment?.(one);
  };
  let mock = await isMock(subject);
  let handshakes = 0;
  try {
    if (!mock) {
      // A mock may be started later than the watching: its first refusal gives it away.
      const atServer = new AbortController();
      handshakes = await watchServer(subject, {
        transport: options.transport ?? transportTo(subject.place, insecure),
        clock,
        signal: AbortSignal.any([over.signal, atServer.signal]),
        onMoment: (moment) => {
          onMoment(moment);
          if (!isMocked(moment)) return;
          mock = true;
          atServer.abort();
        },
      });
    }
    if (mock) await watchMock(subject, { clock, signal: over.signal, onMoment });
  } finally {
    cancel?.();
    options.signal.removeEventListener('abort', end);
  }
  const duration = Math.round(clock.now() - began);
  const expiry = shownValues(subject).flatMap((value) => jwtTimes(value)?.exp ?? [])[0];
  const verdict = judgeWatch({
    moments: mock && moments.length === 0 ? [{ kind: 'client', at: 0, what: 'nobody came' }] : moments,
    duration,
    ...(expiry === undefined ? {} : { expiresAt: expiry * 1_000 - subject.now }),
  });
  if (verdict === undefined) return undefined;
  const diagnosis: Diagnosis = {
    format: 1,
    url: formatPlace(subject.place) + subject.path + subject.search,
    ...(subject.origin === undefined ? {} : { origin: subject.origin }),
    ...(subject.contract === undefined ? {} : { document: subject.contract.file }),
    climb: [],
    verdict,
    probes: [],
    ...(mock ? { recognised: { server: 'Countersign mock', by: 'its journal' } } : {}),
    reached: true,
    handshakes,
    duration,
    startedAt: new Date(subject.now).toISOString(),
    watched: shown,
  };
  return mapTexts(diagnosis, redact);
}
