import type { Contract } from '../contract/contract.ts';
import { compileAddress } from '../rules/address.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { isUnready, presentEndpoints, runnable, unready, unrunnable } from './endpoint-case.ts';
import { formText, serverLines } from './promise-lines.ts';
import { judgeRefusal, knock, observeReception, refusalPatience } from './refusal.ts';

/** From the likeliest to be free to the longest; an address such as `/{room}` takes the short ones. */
const PATHS = [
  '/countersign-no-such-path',
  '/countersign/no-such-path',
  '/countersign/no/such/path',
  '/countersign/no/such/path/at/all',
];

export const handshakeUnknownPath: Check = defineCheck({
  id: 'handshake.unknown-path',
  title: 'A path that the document does not have is refused',
  area: 'handshake',
  source: 'x-countersign.refuse.path; RFC 6455 §4.2.2 (4)',
  row: 'H15',
  explain:
    'Servers differ here more than anywhere: 404, 403 (uvicorn), 400 (ws), 500 (Channels), or 101 on every path. A client that has the wrong path must be able to notice. Say which status yours gives in `refuse.path`.',
  plan: (context) =>
    Object.keys(context.contract.servers).flatMap((server) => {
      const planned = planServer(context, server);
      return planned === undefined ? [] : [planned];
    }),
});

function planServer(context: CheckContext, server: string): CheckCase | undefined {
  const { contract, timing } = context;
  const endpoints = contract.endpoints.filter((endpoint) => endpoint.server === server);
  if (endpoints.length === 0) return undefined;
  const promised = contract.unknownPath[server];
  const endpoint = presentEndpoints(endpoints)[0] ?? endpoints[0];
  const head = {
    name: server,
    title: `An unknown path is refused on ${server}`,
    basis: promised?.basis ?? ('none' as const),
    server,
    at: promised?.at ?? endpoint?.at ?? { file: contract.file, pointer: '', line: 0, column: 0 },
    covers: promised === undefined ? [] : [`${server}:path`],
  };
  const path = freePath(contract, contract.servers[server]?.pathname ?? '');
  if (path === undefined || endpoint === undefined)
    return unrunnable(head, {
      outcome: 'skipped',
      message: 'Every path fits an address of the document.',
      remedy: 'Nothing: there is no unknown path.',
    });
  const opening = context.opening(endpoint.id);
  if (isUnready(opening)) return unready(head, opening);
  const query = opening.target.includes('?') ? opening.target.slice(opening.target.indexOf('?')) : '';
  const what = `A handshake for the unknown path ${path}`;
  return runnable(
    head,
    knock(
      { ...opening, target: path + query },
      undefined,
      timing,
      promised === undefined ? timing.quiet : refusalPatience(timing),
    ),
    (transcript) =>
      promised === undefined
        ? observeReception(transcript.connections.a, what, (reception) =>
            reception.kind === 'refused' && isPromisable(reception.form)
              ? serverLines(server, `refuse: { path: ${formText(reception.form)} }`)
              : undefined,
          )
        : judgeRefusal(transcript.connections.a, {
            what,
            forms: promised,
            rule: 'x-countersign.refuse.path',
          }),
  );
}

/** 1006 is what a client sees where no Close came: nobody can promise it. */
function isPromisable(form: Parameters<typeof formText>[0]): boolean {
  return 'status' in form || form.close !== 1006;
}

function freePath(contract: Contract, pathname: string): string | undefined {
  const matchers = [...contract.endpoints, ...contract.companions].map(({ address }) =>
    compileAddress(address),
  );
  return PATHS.map((path) => pathname.replace(/\/$/, '') + path).find((path) =>
    matchers.every((matcher) => matcher.match(path) === undefined),
  );
}
