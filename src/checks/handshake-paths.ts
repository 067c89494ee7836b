import { compileAddress } from '../rules/address.ts';
import type { Opening } from '../script/script.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { runnable } from './endpoint-case.ts';
import { protocolEndpoints } from './protocol-endpoints.ts';
import { knock, observeReception } from './refusal.ts';

interface Spelling {
  readonly name: string;
  readonly what: string;
  change(path: string): string;
}

const SPELLINGS: readonly Spelling[] = [
  { name: 'slash', what: 'a slash behind it', change: (path) => `${path}/` },
  { name: 'double-slash', what: 'a slash twice', change: (path) => `/${path}` },
  { name: 'upper-case', what: 'upper-case letters', change: (path) => path.toUpperCase() },
  { name: 'dots', what: '/x/.. before it', change: (path) => `/x/..${path}` },
  { name: 'encoded', what: 'its last slash encoded', change: (path) => path.replace(/\/([^/]*)$/, '%2F$1') },
];

export const handshakePaths: Check = defineCheck({
  id: 'handshake.paths',
  title: 'What happens at other spellings of a path is known',
  area: 'handshake',
  phase: 'boundaries',
  source: 'RFC 3986 §6.2; RFC 6455 §4.2.2 (4)',
  row: 'H16',
  explain:
    'A proxy may compare a path in one way and the server in another: what one of them refuses, the other lets in. Nothing is promised here; it is shown where a spelling that the document does not have leads somewhere.',
  plan: (context) => protocolEndpoints(context).flatMap((one) => plan(context, one.endpoint.id, one.opening)),
});

function plan(context: CheckContext, id: string, opening: Opening): readonly CheckCase[] {
  const { contract, timing } = context;
  const endpoint = contract.endpoints.find((one) => one.id === id);
  if (endpoint === undefined) return [];
  const [path = '', ...query] = opening.target.split('?');
  const known = [...contract.endpoints, ...contract.companions].map(({ address }) => compileAddress(address));
  return SPELLINGS.map(({ name, what, change }) => ({ name, what, path: change(path) }))
    .filter((one) => one.path !== path && known.every((matcher) => matcher.match(one.path) === undefined))
    .map(({ name, what, path: other }) =>
      runnable(
        {
          name: `${id}/${name}`,
          title: `${endpoint.address} with ${what}`,
          basis: 'none',
          endpoint: id,
          at: endpoint.at,
          covers: [],
        },
        knock({ ...opening, target: [other, ...query].join('?') }, undefined, timing, timing.quiet),
        (transcript) => observeReception(transcript.connections.a, `${other} (${what})`, () => undefined),
      ),
    );
}
