import type { Contract } from '../contract/contract.ts';
import type { SourceLocation } from '../errors/source-location.ts';
import { defineLint, type LintRule, yaml } from './rule.ts';

export const originNotAnOrigin: LintRule = defineLint({
  id: 'origin-not-an-origin',
  title: 'Every allowed origin is written as browsers send it.',
  severity: 'warning',
  explain:
    'A browser sends Origin as scheme, host and, unless it is the default, port: all in lower case, with no path and no slash at its end (RFC 6454, section 6.2). Servers compare it character by character, so anything else in an allow-list matches no page at all.',
  example: {
    wrong: yaml`
      channels:
        chat:
          address: /chat
          x-countersign: { origins: ['https://app.example.com/'] }
    `,
    right: yaml`
      channels:
        chat:
          address: /chat
          x-countersign: { origins: ['https://app.example.com'] }
    `,
  },
  check(contract) {
    const told = new Set<string>();
    return originsOf(contract).flatMap(([origin, at]) => {
      const flaw = flawOf(origin);
      const key = `${origin} ${at.file}:${at.line}:${at.column}`;
      if (flaw === undefined || told.has(key)) return [];
      told.add(key);
      return [{ message: `"${origin}" is no origin that a browser sends: ${flaw.why}.`, at, fix: flaw.fix }];
    });
  },
});

function originsOf({ endpoints, companions }: Contract): (readonly [string, SourceLocation])[] {
  const fromEndpoints = endpoints.flatMap(({ handshake: { origins } }) =>
    origins === undefined || origins.value === 'any'
      ? []
      : origins.value.map((origin) => [origin, origins.at] as const),
  );
  const fromCompanions = companions.flatMap(({ cors }) =>
    cors === undefined || cors.value.origins === 'any'
      ? []
      : cors.value.origins.map((origin) => [origin, cors.at] as const),
  );
  return [...fromEndpoints, ...fromCompanions];
}

interface Flaw {
  readonly why: string;
  readonly fix: string;
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' };

function flawOf(origin: string): Flaw | undefined {
  if (origin === 'null') {
    return {
      why: 'it is what every sandboxed page and every local file sends, so that it allows any of them',
      fix: 'Remove it, and name the origins of the pages that are meant.',
    };
  }
  if (origin === '*') return { why: 'it is no pattern', fix: 'Write "origins: any" to allow all of them.' };
  const [, scheme, host = '', port, rest = ''] =
    /^([a-z][a-z0-9+.-]*):\/\/([^/?#:[\]]+|\[[^\]]*\])(?::(\d*))?(.*)$/i.exec(origin) ?? [];
  if (scheme === undefined || host === '') {
    return { why: 'it has no scheme', fix: `Write "https://${origin.replace(/^.*:\/\//, '')}", or http.` };
  }
  const plain = `${pageScheme(scheme)}://${host.toLowerCase()}${port === undefined ? '' : `:${port}`}`;
  if (host.includes('*')) return { why: 'it is no pattern', fix: 'Name each host, or write "origins: any".' };
  if (/^wss?$/i.test(scheme)) {
    return { why: 'it is the address of a WebSocket, not of a page', fix: `Write "${plain}".` };
  }
  if (rest !== '') return { why: `it ends with "${rest}"`, fix: `Write "${plain}".` };
  if (port === '' || port === DEFAULT_PORTS[scheme.toLowerCase()]) {
    return { why: 'it names the default port', fix: `Write "${plain.replace(/:\d*$/, '')}".` };
  }
  if (origin !== origin.toLowerCase()) return { why: 'it has capital letters', fix: `Write "${plain}".` };
  return undefined;
}

function pageScheme(scheme: string): string {
  return scheme.toLowerCase().replace(/^ws/, 'http');
}
