import { type Entry, type EntryOf, entriesOf, receptionIn } from './evidence.ts';
import type { Facts } from './facts.ts';
import { SAID } from './openings.ts';
import { dataFrames, type Reception } from './reception.ts';

/** Was a Ping answered, the first or the patient one? `undefined`: none was sent, or the connection ended before. */
export function pinged({ evidence }: Facts): boolean | undefined {
  const pings = entriesOf(evidence, 'talk').filter(
    (entry) => entry.aim.topic === 'ping' && receptionIn(entry)?.kind === 'open',
  );
  return pings.length === 0 ? undefined : pongs(evidence);
}

/** The last attempt at the document's own example: the one that was waited for longest. */
export function helloEntry({ evidence }: Facts): EntryOf<'talk'> | undefined {
  return entriesOf(evidence, 'talk')
    .filter(({ aim }) => aim.topic === 'hello')
    .at(-1);
}

/** Did any data frame come after what was said? */
export function isAnswered(entry: Entry | undefined): boolean {
  const reception = receptionIn(entry);
  if (reception?.kind !== 'open' && reception?.kind !== 'closed') return false;
  return dataFrames(reception).some(({ step }) => step >= SAID);
}

/** Is it, by its own words, the end of a connection on which nothing was said? 1008 is what some have for it. */
export function isIdleLimit({ code, reason }: { readonly code: number; readonly reason: string }): boolean {
  return code === 1008 && /idle|timeout|timed out|inactiv/i.test(reason);
}

/** Ended without a Close so late after the 101 that it may be a limit as well as a failure. */
export function endsLate(reception: Reception | undefined): boolean {
  if (reception?.kind !== 'closed' || !['fin', 'reset'].includes(reception.close.how)) return false;
  return reception.close.at - reception.outcome.after > 500;
}

/** Was anything that was said answered? Then somebody is there, whatever becomes of Pings. */
export function isHeard({ evidence }: Facts): boolean {
  return entriesOf(evidence, 'talk').some((entry) => entry.aim.topic !== 'ping' && isAnswered(entry));
}

/** Is nothing that is said answered, though the connection is alive? The ids of what was said; `undefined`: something is. */
export function ignored({
  evidence,
  refused,
}: Facts): { readonly hello?: string; readonly junk?: string } | undefined {
  if (refused) return undefined;
  const mute = (topic: 'hello' | 'not-json'): string | undefined => {
    const entry = entriesOf(evidence, 'talk')
      .filter(({ aim }) => aim.topic === topic)
      .at(-1);
    if (entry === undefined || receptionIn(entry)?.kind !== 'open' || !wasSaid(entry)) return undefined;
    return isAnswered(entry) ? undefined : entry.probe.id;
  };
  const [hello, junk] = [mute('hello'), mute('not-json')];
  if (hello === undefined && junk === undefined) return undefined;
  return { ...(hello === undefined ? {} : { hello }), ...(junk === undefined ? {} : { junk }) };
}

/** Did the connection live until something was said on it? Else its end has nothing to do with that. */
export function wasSaid(entry: Entry): boolean {
  return (
    entry.answer.via === 'handshake' &&
    (entry.answer.transcript.connections.a?.frames ?? []).some(({ from }) => from === 'client')
  );
}

/** The message after which the server closed with one of these codes. */
export function closedOnMessage(
  { evidence, refused }: Facts,
  codes: readonly number[],
  topic?: 'hello' | 'not-json',
):
  | { readonly id: string; readonly code: number; readonly reason: string; readonly size: number }
  | undefined {
  if (refused) return undefined;
  for (const entry of entriesOf(evidence, 'talk')) {
    const reception = receptionIn(entry);
    if (!['hello', 'not-json'].includes(entry.aim.topic) || (topic ?? entry.aim.topic) !== entry.aim.topic)
      continue;
    if (reception?.kind !== 'closed' || reception.close.how !== 'close-frame') continue;
    if (!wasSaid(entry) || !codes.includes(reception.close.code)) continue;
    const said = reception.frames.find(({ from }) => from === 'client');
    const { code, reason } = reception.close;
    return { id: entry.probe.id, code, reason, size: said?.size ?? 0 };
  }
  return undefined;
}

export function pongs(evidence: Facts['evidence']): boolean {
  return entriesOf(evidence, 'talk').some((entry) => {
    const reception = receptionIn(entry);
    return (
      entry.aim.topic === 'ping' &&
      reception?.kind === 'open' &&
      reception.frames.some(({ kind, from }) => kind === 'pong' && from === 'server')
    );
  });
}
