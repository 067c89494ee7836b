import { type Entry, entriesOf, receptionIn } from './evidence.ts';
import type { Facts } from './facts.ts';
import { SAID } from './openings.ts';
import { dataFrames } from './reception.ts';

/** Was a Ping answered? `undefined`: none was sent, or the connection ended before. */
export function pinged({ evidence }: Facts): boolean | undefined {
  const ping = entriesOf(evidence, 'talk').find(({ aim }) => aim.topic === 'ping');
  return receptionIn(ping)?.kind === 'open' ? pongs(evidence) : undefined;
}

/** Is nothing that is said answered, though the connection is alive? The ids of what was said; `undefined`: something is. */
export function ignored({
  evidence,
  refused,
}: Facts): { readonly hello?: string; readonly junk?: string } | undefined {
  if (refused) return undefined;
  const mute = (topic: 'hello' | 'not-json'): string | undefined => {
    const entry = entriesOf(evidence, 'talk').find(({ aim }) => aim.topic === topic);
    const reception = receptionIn(entry);
    if (entry === undefined || reception?.kind !== 'open' || !wasSaid(entry)) return undefined;
    return dataFrames(reception).some(({ step }) => step >= SAID) ? undefined : entry.probe.id;
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
  const ping = entriesOf(evidence, 'talk').find(({ aim }) => aim.topic === 'ping');
  const reception = receptionIn(ping);
  return (
    reception?.kind === 'open' &&
    reception.frames.some(({ kind, from }) => kind === 'pong' && from === 'server')
  );
}
