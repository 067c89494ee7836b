import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Verdict } from '../../admin/judge.ts';
import type { FrameEntry, JournalEntry } from '../../journal.ts';
import { violationOf } from '../../violation.ts';
import { admin } from './admin.ts';
import { CopyButton } from './copy-button.tsx';
import { composeAgain } from './draft.ts';
import { clockTime, entryLine, sizeText } from './entry-line.ts';
import { Facts } from './facts.tsx';
import { Icon } from './icons.tsx';
import { JsonView } from './json-view.tsx';
import { formatStatus } from './refusal-words.ts';
import { narrow } from './state.ts';
import { VerdictView } from './verdict-view.tsx';

export function EntryDetail({ entry }: { readonly entry: JournalEntry }): VNode {
  const { who, name, sort } = entryLine(entry);
  return (
    <article class="detail-view">
      <header>
        <p class={`eyebrow ${sort}`}>{who === 'client' || who === 'server' ? `from the ${who}` : who}</p>
        <h2>{name}</h2>
      </header>
      {entry.type === 'frame' ? <Frame entry={entry} /> : <Event entry={entry} />}
    </article>
  );
}

function Frame({ entry }: { readonly entry: FrameEntry }): VNode {
  const { connection, endpoint, from, kind, data, length, message, fault, violation } = entry;
  const [verdict, setVerdict] = useState<Verdict>();
  const isWhole = data.length === length;
  useEffect(() => {
    if (!isWhole) return;
    const frame = kind === 'text' ? { text: data } : { base64: data };
    admin.judge({ endpoint, from, ...frame }).then(setVerdict, () => {});
  }, [isWhole, kind, data, endpoint, from]);
  const problems = new Map<string, string[]>();
  for (const { pointer, message: what } of verdict?.problems ?? [])
    problems.set(pointer, [...(problems.get(pointer) ?? []), what]);
  return (
    <>
      {verdict !== undefined && verdict.violation !== undefined ? <VerdictView verdict={verdict} /> : null}
      {violation === undefined || verdict?.violation !== undefined ? null : (
        <div class="verdict bad">
          <p>{violation}</p>
        </div>
      )}
      <Facts
        of={[
          ['Time', clockTime(entry.at)],
          ['Endpoint', endpoint],
          ['Connection', <ConnectionLink key="c" id={connection} />],
          ['Size', `${sizeText(length)}, ${kind}`],
          ['Fault', fault],
          ['Sent', whyNotSent(entry)],
        ]}
      />
      <div class="bar">
        <h3>Payload</h3>
        <CopyButton text={data} what="the payload" />
        <button
          type="button"
          class="button small"
          onClick={() => composeAgain(endpoint, from, message, data)}
        >
          <Icon name="send" /> Edit and send
        </button>
      </div>
      <JsonView text={data} problems={problems} />
      {isWhole ? null : (
        <p class="quiet">The journal keeps the first {data.length.toLocaleString('en')} characters.</p>
      )}
      {verdict !== undefined && verdict.violation === undefined && violation === undefined ? (
        <VerdictView verdict={verdict} />
      ) : null}
    </>
  );
}

function whyNotSent({ dropped, withheld, lost }: FrameEntry): string | undefined {
  if (dropped) return 'no: the client does not read';
  if (withheld) return 'no: the mock is strict, and it breaks the contract';
  return lost ? 'no: the fault has lost it' : undefined;
}

function ConnectionLink({ id }: { readonly id: number }): VNode {
  return (
    <>
      #{id}{' '}
      <button type="button" class="link" onClick={() => narrow({ connection: id })}>
        show only this one
      </button>
    </>
  );
}

function Event({ entry }: { readonly entry: Exclude<JournalEntry, FrameEntry> }): VNode {
  const wrong = violationOf(entry);
  return (
    <>
      {wrong === undefined ? null : (
        <div class="verdict bad">
          <p>{wrong}</p>
        </div>
      )}
      <Facts of={[['Time', clockTime(entry.at)], ...factsOf(entry)]} />
    </>
  );
}

function factsOf(
  entry: Exclude<JournalEntry, FrameEntry>,
): readonly (readonly [string, string | VNode | undefined])[] {
  switch (entry.type) {
    case 'handshake':
      return [
        ['Target', <code key="t">{entry.target}</code>],
        ['Endpoint', entry.endpoint],
        ['Origin', entry.origin ?? 'none: no browser'],
        ['Peer', `${entry.peer.host}:${entry.peer.port}`],
        ['Subprotocol', entry.subprotocol],
        ['Refused for', entry.guard],
        ['Refused with', entry.form === undefined ? undefined : formatStatus(entry.form)],
        [
          'Credential',
          entry.credential === undefined ? undefined : `the ${ordinal(entry.credential)} that was seen`,
        ],
        ['Fault', entry.fault],
        [
          'Connection',
          entry.connection === undefined ? undefined : <ConnectionLink key="c" id={entry.connection} />,
        ],
      ];
    case 'close':
      return [
        ['Closed by', entry.by === 'server' ? 'the mock' : 'the client'],
        ['Code', `${entry.code}${CODES[entry.code] === undefined ? '' : `, ${CODES[entry.code]}`}`],
        ['Reason', entry.reason === '' ? 'none given' : entry.reason],
        ['Endpoint', entry.endpoint],
        ['Connection', <ConnectionLink key="c" id={entry.connection} />],
        ['Fault', entry.fault],
      ];
    case 'request':
      return [
        ['Request', <code key="r">{`${entry.method} ${entry.target}`}</code>],
        ['Status', String(entry.status)],
        ['Companion', entry.companion ?? 'none: the document has no such request'],
        ['Origin', entry.origin],
        ['Peer', `${entry.peer.host}:${entry.peer.port}`],
        ['Fault', entry.fault],
      ];
    case 'storm':
      return [
        ['Target', <code key="t">{entry.target}</code>],
        ['Refusals', `${entry.times}, ${Math.round(entry.interval)} ms from one to the next`],
        ['Credential', entry.sameCredential ? 'the same each time' : undefined],
      ];
    case 'faults':
      return [['On', entry.faults.length === 0 ? 'none' : entry.faults.join(', ')]];
    case 'handler':
      return [
        ['Handler', entry.handler],
        ['Threw', entry.message],
        ['At', entry.place],
      ];
    case 'bug':
      return [['Error', <pre key="e">{entry.message}</pre>]];
  }
}

function ordinal(number: number): string {
  return ['first', 'second', 'third'][number - 1] ?? `${number}th`;
}

/** RFC 6455 §7.4.1. */
const CODES: Readonly<Record<number, string>> = {
  1000: 'a normal end',
  1001: 'going away',
  1002: 'broken protocol',
  1003: 'a kind of data that is not taken',
  1005: 'a Close without a code',
  1006: 'no Close at all',
  1007: 'no UTF-8',
  1008: 'against the policy',
  1009: 'too big',
  1011: 'the server failed',
  1012: 'the service restarts',
  1013: 'try again later',
};
