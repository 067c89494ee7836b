import type { Contract } from '../contract/contract.ts';
import type { Endpoint, EndpointId } from '../contract/endpoint.ts';
import { handshakeNeeds } from './handshake-needs.ts';
import type { JournalEntry } from './journal.ts';
import { excerpt, formatPeer, printable } from './log.ts';
import type { Connection } from './session.ts';
import { STATUS_STYLE } from './status-style.ts';
import { violationOf } from './violation.ts';

export interface StatusPage {
  readonly contract: Contract;
  /** URLs ready to paste, by endpoint. */
  readonly endpoints: readonly { readonly id: EndpointId; readonly url: string }[];
  readonly connections: readonly Connection[];
  /** Faults that are on. */
  readonly faults: readonly string[];
  /** The last of the journal, oldest first. */
  readonly entries: readonly JournalEntry[];
}

/** The page at `/__countersign/`: HTML that needs no script, no network and no other file. */
export function statusPage(page: StatusPage): string {
  const { contract, connections, entries } = page;
  const wrong = entries.filter((entry) => violationOf(entry) !== undefined).length;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(contract.title)} · Countersign mock</title>
<style>${STATUS_STYLE}</style>
</head>
<body>
<header>
<p class="eyebrow">Countersign mock</p>
<h1>${escapeHtml(contract.title)} <small>${escapeHtml(contract.version)}</small></h1>
<p class="lede">from <code>${escapeHtml(contract.file)}</code>${committed(page.faults)}</p>
</header>
<main>
<section aria-labelledby="endpoints">
<h2 id="endpoints">Endpoints</h2>
${page.endpoints.map(({ id, url }) => endpointCard(contract, id, url)).join('\n') || '<p class="empty">The contract has no WebSocket endpoint.</p>'}
</section>
${companionSection(contract)}
<section aria-labelledby="connections">
<h2 id="connections">Connections <span class="count">${connections.length}</span></h2>
${connections.length === 0 ? '<p class="empty">Nobody is connected.</p>' : connectionTable(connections)}
</section>
<section aria-labelledby="journal">
<h2 id="journal">Journal <span class="count${wrong > 0 ? ' bad' : ''}">${wrong === 0 ? 'no violations' : `${wrong} violation${wrong === 1 ? '' : 's'}`}</span></h2>
<p class="note">The newest first. Times are UTC.</p>
${entries.length === 0 ? '<p class="empty">Nothing has happened yet. Open one of the addresses above.</p>' : journalList(entries)}
</section>
</main>
<footer>
<nav aria-label="Data"><a href="">Reload</a> <a href="status">status</a> <a href="journal">journal</a> <a href="contract">contract</a> <a href="faults">faults</a> <a href="openapi.yaml">API</a></nav>
</footer>
</body>
</html>
`;
}

function committed(faults: readonly string[]): string {
  if (faults.length === 0) return '';
  return `, committing ${faults.map((name) => `<code>${escapeHtml(name)}</code>`).join(' ')} on purpose`;
}

function endpointCard(contract: Contract, id: string, url: string): string {
  const endpoint = contract.endpoints.find((one) => one.id === id);
  const needs = endpoint === undefined ? [] : handshakeNeeds(endpoint);
  return `<article class="card">
<h3>${escapeHtml(endpoint?.title ?? id)}</h3>
${endpoint?.summary === undefined ? '' : `<p>${escapeHtml(endpoint.summary)}</p>`}
<p class="url"><code>${escapeHtml(url)}</code></p>
<dl>${needs.map(([what, needed]) => `<div><dt>${escapeHtml(what)}</dt><dd>${escapeHtml(needed)}</dd></div>`).join('')}${messageNeeds(endpoint)}</dl>
</article>`;
}

function messageNeeds(endpoint: Endpoint | undefined): string {
  const list = (names: readonly string[] | undefined): string =>
    names === undefined || names.length === 0
      ? 'nothing'
      : names.map((name) => `<code>${escapeHtml(name)}</code>`).join(' ');
  return `<div><dt>Client sends</dt><dd>${list(endpoint?.messages.client)}</dd></div><div><dt>Server sends</dt><dd>${list(endpoint?.messages.server)}</dd></div>`;
}

function companionSection({ companions }: Contract): string {
  if (companions.length === 0) return '';
  const items = companions.map(
    ({ method, address, title, summary }) =>
      `<li><b class="method">${escapeHtml(method.toUpperCase())}</b> <code>${escapeHtml(address)}</code> <span>${escapeHtml(title ?? summary ?? '')}</span></li>`,
  );
  return `<section aria-labelledby="companions">
<h2 id="companions">HTTP companions</h2>
<ul class="companions">${items.join('')}</ul>
</section>`;
}

function connectionTable(connections: readonly Connection[]): string {
  const rows = connections.map(
    ({ id, endpoint, peer, since, state }) =>
      `<tr><td>#${id}</td><td>${escapeHtml(endpoint)}</td><td>${escapeHtml(formatPeer(peer))}</td><td><time>${time(since)}</time></td><td>${state}</td></tr>`,
  );
  return `<div class="scroll"><table>
<thead><tr><th scope="col">Id</th><th scope="col">Endpoint</th><th scope="col">Peer</th><th scope="col">Since</th><th scope="col">State</th></tr></thead>
<tbody>${rows.join('')}</tbody>
</table></div>`;
}

function journalList(entries: readonly JournalEntry[]): string {
  return `<ol class="journal" reversed>${entries.toReversed().map(journalItem).join('\n')}</ol>`;
}

function journalItem(entry: JournalEntry): string {
  const violation = violationOf(entry);
  const [arrow, where, what, detail] = summarise(entry);
  return `<li${violation === undefined ? '' : ' class="bad"'}><time>${time(entry.at)}</time> <span class="arrow">${arrow}</span> <b>${escapeHtml(where)}</b> <span class="what">${escapeHtml(what)}${detail === '' ? '' : ` <code>${escapeHtml(detail)}</code>`}</span>${violation === undefined ? '' : `<p class="violation">${escapeHtml(printable(violation))}</p>`}</li>`;
}

function summarise(
  entry: JournalEntry,
): readonly [arrow: string, where: string, what: string, detail: string] {
  switch (entry.type) {
    case 'handshake': {
      const where = entry.connection === undefined ? 'handshake' : `${entry.endpoint} #${entry.connection}`;
      const form = entry.form;
      const how = form === undefined ? '' : 'status' in form ? ` ${form.status}` : ` Close ${form.close}`;
      return [
        entry.outcome === 'accepted' ? '●' : '✗',
        where,
        entry.outcome === 'accepted' ? 'connected' : `${entry.outcome}${how}${by(entry.fault)}`,
        entry.target,
      ];
    }
    case 'frame': {
      const arrow = entry.from === 'client' ? '←' : '→';
      const name = `${entry.message ?? 'no known message'}${entry.dropped || entry.withheld || entry.lost ? ', not sent' : ''}${by(entry.fault)}`;
      return [arrow, `${entry.endpoint} #${entry.connection}`, name, excerpt(entry.data, entry.kind)];
    }
    case 'close':
      return [
        '■',
        `${entry.endpoint} #${entry.connection}`,
        `closed by the ${entry.by === 'server' ? 'mock' : 'client'} with ${entry.code}${by(entry.fault)}`,
        entry.reason,
      ];
    case 'request':
      return [
        '⇄',
        entry.companion ?? 'http',
        `${entry.status}${by(entry.fault)}`,
        `${entry.method} ${entry.target}`,
      ];
    case 'storm':
      return ['↻', entry.endpoint ?? 'handshake', `refused ${entry.times} times`, entry.target];
    case 'faults':
      return [
        '!',
        'faults',
        entry.faults.length === 0 ? 'none from now on' : 'from now on',
        entry.faults.join(', '),
      ];
    case 'handler':
      return ['✗', `${entry.endpoint} #${entry.connection}`, `${entry.handler} threw`, entry.message];
    case 'bug':
      return ['✗', 'Countersign', 'failed', ''];
  }
}

function by(fault: string | undefined): string {
  return fault === undefined ? '' : `, fault ${fault}`;
}

function time(at: number): string {
  return new Date(at).toISOString().slice(11, 23);
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/g, (found) => entities[found] ?? found);
}
