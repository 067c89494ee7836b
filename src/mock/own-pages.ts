import type { DocumentBundle } from '../compile/document-bundle.ts';
import type { Contract } from '../contract/contract.ts';
import type { Header } from '../script/script.ts';
import { type Asker, strangeness } from './admin/access.ts';
import { administer } from './admin/admin.ts';
import type { Administered } from './admin/route.ts';
import { consolePage } from './console/console-page.ts';
import { docsPage } from './docs-route.ts';
import { statusPage } from './status-page.ts';
import { type PlainAnswer, plainJson } from './unknown-request.ts';

/** Everything of Countersign's own on the mock's port is under this path. */
export const OWN_PATH = '/__countersign/';

export interface OwnRequest extends Asker {
  readonly method: string;
  readonly target: string;
  /** The body as text; `undefined`: it is too long. Absent: there is none. */
  readonly body?: () => Promise<string | undefined>;
}

/** `undefined`: the path is not one of Countersign's own. */
export type OwnPages = (request: OwnRequest) => PlainAnswer | Promise<PlainAnswer> | undefined;

/** Entries that the status page shows. */
const SHOWN = 50;

/**
 * The console, the status page that needs no script, and the admin API: for this machine alone.
 *
 * @param nowFollowed what the mock follows after a reload; whoever reads a stream is told that it is another one
 * @param bundle the document of it, for the docs
 */
export function createOwnPages(
  contract: Contract,
  mock: () => Administered['mock'],
  nowFollowed: () => Contract = () => contract,
  bundle?: () => Promise<DocumentBundle>,
): OwnPages {
  return (request) => {
    const { method, target } = request;
    if (target === '/__countersign' || target.startsWith('/__countersign?')) {
      return { status: 308, headers: [['Location', OWN_PATH]], body: '' };
    }
    if (!target.startsWith(OWN_PATH)) return undefined;
    const stranger = strangeness(request);
    if (stranger !== undefined) return withSafety(plainJson(403, { error: stranger }));
    const mark = target.indexOf('?');
    const path = target.slice(OWN_PATH.length - 1, mark < 0 ? undefined : mark);
    if (method === 'GET' || method === 'HEAD') {
      if (path === '/status.html') return withSafety(plainPage());
      const docs = /^\/docs(?=$|\/)(.*)/.exec(path)?.[1];
      if (docs !== undefined) return withSafetyLater(docsPage(docs, nowFollowed(), bundle));
      const page = consolePage(path, request.headers, plainPage);
      if (page !== undefined) return page.then(withSafety);
    }
    const query = new URLSearchParams(mark < 0 ? '' : target.slice(mark));
    const answer = administer({ ...request, path, query }, { contract, nowFollowed, mock: mock() });
    return withSafetyLater(answer);
  };

  function plainPage(): PlainAnswer {
    const { endpoints, connections, faults, journal } = mock();
    const body = statusPage({
      contract,
      endpoints: endpoints(),
      connections: connections(),
      faults: faults(),
      entries: journal.entries(journal.last - SHOWN),
    });
    return { status: 200, headers: [['Content-Type', 'text/html; charset=utf-8'], PAGE_POLICY], body };
  }
}

const PAGE_POLICY: Header = [
  'Content-Security-Policy',
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
];

function withSafetyLater(answer: PlainAnswer | Promise<PlainAnswer>): PlainAnswer | Promise<PlainAnswer> {
  return answer instanceof Promise ? answer.then(withSafety) : withSafety(answer);
}

function withSafety(answer: PlainAnswer): PlainAnswer {
  return {
    ...answer,
    headers: [
      ...answer.headers,
      ['Cache-Control', 'no-store'],
      ['X-Content-Type-Options', 'nosniff'],
      ['Referrer-Policy', 'no-referrer'],
    ],
  };
}
