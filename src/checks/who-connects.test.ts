import { describe, expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import type { Behaviour } from '../../test/support/fake-backend.ts';
import { findings, honestChat } from '../../test/support/hold.ts';
import { nowhere, promised } from '../../test/support/tiny-contract.ts';
import type { Contract } from '../contract/contract.ts';
import type { CredentialCarrier, HandshakePolicy } from '../contract/handshake-policy.ts';
import type { Opening } from '../script/script.ts';
import { connectionFreed } from './connection-freed.ts';
import { connectionReconnect } from './connection-reconnect.ts';
import { credentialsEchoed } from './credentials-echoed.ts';
import { credentialsExpired } from './credentials-expired.ts';
import { credentialsMalformed } from './credentials-malformed.ts';
import { credentialsMisplaced } from './credentials-misplaced.ts';
import { originHijack } from './origin-hijack.ts';
import { originOdd } from './origin-odd.ts';

function chat(handshake: Partial<HandshakePolicy> = {}, rest: Partial<Contract> = {}): Contract {
  const contract = chatContract({ handshake });
  return { ...contract, endpoints: contract.endpoints.slice(0, 1), companions: [], ...rest };
}

const secured = (carrier: CredentialCarrier): Partial<HandshakePolicy> => ({
  credentials: [{ anyOf: [{ name: 'token', type: 'api-key', carrier, at: nowhere }], at: nowhere }],
});

const inQuery = secured({ in: 'query', name: 'token' });
const given = { credentials: { token: 'secret-of-staff' } };

const on = (handshake: Behaviour['handshake'], rest: Partial<Behaviour> = {}): Behaviour => ({
  ...honestChat,
  ...(handshake === undefined ? {} : { handshake }),
  ...rest,
});

const found = async (...args: Parameters<typeof findings>): Promise<readonly string[]> =>
  (await findings(...args)).map((line) => line.replace(/^chat\/?/, ''));

const headersOf = ({ headers = [] }: Opening, name: string): readonly string[] =>
  headers.filter(([header]) => header === name).map(([, value]) => value);

describe('credentials.malformed', () => {
  const contract = chat(inQuery);
  const verifies = on(({ target }) => (target.endsWith('token=secret-of-staff') ? 101 : 401));
  const decodes = on(({ target }) => (target.includes('token=secret-of-staff') ? 101 : 401));
  const isThere = on(({ target }) => (target.includes('token=') ? 101 : 401));
  const empty = 'failed: A handshake with an empty credential was accepted.';
  const tampered = 'failed: A handshake with a good credential that was altered was accepted.';
  const refused = 'passed: Refused: 401 Unauthorized.';
  test.each<[string, Behaviour, string, string]>([
    ['verified', verifies, refused, refused],
    ['decoded, and not verified', decodes, refused, tampered],
    ['looked at only for being there', isThere, empty, tampered],
  ])('%s', async (_, behaviour, first, second) => {
    expect(await found(credentialsMalformed, contract, behaviour, given)).toEqual([
      `empty: ${first}`,
      `tampered: ${second}`,
    ]);
  });
});

test('credentials.misplaced', async () => {
  const asBearer = on((opening) => (headersOf(opening, 'Authorization').length > 0 ? 101 : 401));
  expect(await found(credentialsMisplaced, chat(inQuery), asBearer, given)).toEqual([
    'token: observed: The credential of "token" as a bearer token is accepted.',
  ]);
  const strict = on(({ target }) => (target.includes('token=') ? 101 : 401));
  expect(await found(credentialsMisplaced, chat(inQuery), strict, given)).toEqual([
    'token: observed: The credential of "token" as a bearer token is refused.',
  ]);
});

test('credentials.echoed', async () => {
  const contract = chat({
    ...secured({ in: 'subprotocol', prefix: 'bearer.' }),
    subprotocols: promised({ supported: ['v1'], required: false }),
  });
  const offers = ({ subprotocols = [] }: Opening): readonly string[] => subprotocols;
  const good = on(() => 101, { subprotocol: (opening) => offers(opening).find((name) => name === 'v1') });
  const last = on(() => 101, { subprotocol: (opening) => offers(opening).at(-1) });
  expect(await found(credentialsEchoed, contract, good, given)).toEqual([': passed: It is not sent back.']);
  expect(await found(credentialsEchoed, contract, last, given)).toEqual([
    ': warned: The server selects the credential itself as the subprotocol, and sends it back.',
  ]);
});

test('a credential in base64url among the subprotocols is offered as it must be', async () => {
  const contract = chat(secured({ in: 'subprotocol', prefix: 'base64url.bearer.' }));
  const offers: string[] = [];
  const listens = on((opening) => {
    offers.push(...(opening.subprotocols ?? []));
    return opening.subprotocols?.includes('base64url.bearer.Z29vZC1jcmVkZW50aWFs') === true ? 101 : 401;
  });
  const options = { credentials: { token: 'good-credential' } };
  expect(await found(credentialsEchoed, contract, listens, options)).toEqual([
    ': passed: It is not sent back.',
  ]);
  expect(await found(credentialsMalformed, contract, listens, options)).toEqual([
    'empty: passed: Refused: 401 Unauthorized.',
    'tampered: passed: Refused: 401 Unauthorized.',
  ]);
  expect(offers).toEqual([
    'base64url.bearer.Z29vZC1jcmVkZW50aWFs',
    'base64url.bearer.',
    'base64url.bearer.Z29vZC1jcmVkZW50aWFsY291bnRlcnNpZ24td3JvbmctY3JlZGVudGlhbA',
  ]);
});

describe('with a login of the document', () => {
  const login = (over: Partial<Contract['companions'][number]>): Contract['companions'][number] => ({
    id: 'login',
    server: 'dev',
    method: 'POST',
    address: '/login',
    parameters: [],
    query: [],
    request: [],
    responses: [],
    credentials: [],
    refuse: {},
    at: nowhere,
    ...over,
  });

  test('credentials.expired', async () => {
    const contract = chat(inQuery, {
      companions: [login({ issues: promised({ scheme: 'token', at: '/token', ttl: 1_000 }) })],
    });
    const hands = { request: () => ({ status: 200, body: '{"token":"secret-one"}' }) };
    let tries = 0;
    const expires = on(() => (tries++ === 0 ? 401 : 101), hands);
    expect(await found(credentialsExpired, contract, expires)).toEqual([
      ': passed: Refused: 401 Unauthorized.',
    ]);
    expect(
      await found(
        credentialsExpired,
        contract,
        on(() => 101, hands),
      ),
    ).toEqual([': failed: A handshake with an expired credential was accepted.']);
    expect(await found(credentialsExpired, contract, expires, { timing: { patience: 500 } })).toEqual([
      ': not-observed: It needs 2.5 s, and the runner waits no longer than its patience.',
    ]);
  });

  describe('origin.hijack', () => {
    const cookie = secured({ in: 'cookie', name: 'sid' });
    const session = login({ issues: promised({ scheme: 'token' }) });
    const me = login({
      id: 'me',
      method: 'GET',
      address: '/me',
      credentials: cookie.credentials ?? [],
    });
    const hands = {
      request: () => ({ status: 200, headers: [['Set-Cookie', 'sid=secret-one']] as const, body: '{}' }),
    };
    const foreign = ({ origin }: Opening): boolean => origin?.includes('foreign') === true;
    const anybody = on(() => 101, hands);
    const careful = on((opening) => (foreign(opening) ? 403 : 101), hands);
    const warning =
      ': warned: A page of any site can connect with its visitor\'s cookie "sid" (cross-site WebSocket hijacking).';
    const refused = ': observed: A foreign page with the cookie is not let in.';

    test.each<[string, Contract, Behaviour, readonly string[]]>([
      [
        'the cookie is the credential, and any origin is promised',
        chat({ ...cookie, origins: promised('any') }, { companions: [session] }),
        anybody,
        [warning],
      ],
      ['only a login sets the cookie', chat({}, { companions: [session, me] }), anybody, [warning]],
      ['the same, and the server looks', chat({}, { companions: [session, me] }), careful, [refused]],
      [
        'a list of origins: origin.foreign says it',
        chat({ ...cookie, origins: promised(['http://localhost:3000']) }, { companions: [session] }),
        anybody,
        [],
      ],
      ['no cookie anywhere', chat(inQuery), anybody, []],
    ])('%s', async (_, contract, behaviour, lines) => {
      expect(await found(originHijack, contract, behaviour)).toEqual(lines);
    });
  });
});

describe('origin.odd', () => {
  const allowed = 'https://app.example.com';
  const contract = chat({ origins: promised([allowed]) });
  const originsOf = (opening: Opening): readonly string[] => headersOf(opening, 'Origin');
  const exact = on((opening) => {
    const sent = originsOf(opening);
    return sent.length === 1 && sent[0] === allowed ? 101 : 403;
  });
  test('compared whole', async () => {
    const lines = await found(originOdd, contract, exact);
    expect(lines).toHaveLength(9);
    expect(lines.filter((line) => !line.includes(': passed: Not accepted: 403'))).toEqual([]);
  });
  test.each<[string, (sent: readonly string[]) => boolean, readonly string[]]>([
    [
      'by substring',
      (sent) => sent.some((one) => one.includes(allowed)),
      ['userinfo', 'substring', 'list', 'first', 'last'],
    ],
    ['the first of two', ([first]) => first === allowed, ['first']],
    ['the last of two', (sent) => sent.at(-1) === allowed, ['last']],
  ])('%s', async (_, takes, warned) => {
    const lines = await found(
      originOdd,
      contract,
      on((opening) => (takes(originsOf(opening)) ? 101 : 403)),
    );
    expect(lines.filter((line) => line.includes(': warned: ')).map((line) => line.split(':')[0])).toEqual(
      warned,
    );
  });
});

describe('connection.freed', () => {
  const contract = chat({ connections: promised(2) });
  const limited = (frees: boolean): Behaviour => {
    let open = 0;
    return on(() => (open < 2 ? 101 : 503), {
      open(peer) {
        open += 1;
        peer.gone(() => {
          if (frees) open -= 1;
        });
      },
    });
  };
  test.each<[string, boolean, string]>([
    ['free again', true, 'passed: The next client got in.'],
    [
      'only counted up',
      false,
      'failed: After %s of one of 2 clients the next was not accepted within 500 ms.',
    ],
  ])('%s', async (_, frees, line) => {
    expect((await found(connectionFreed, contract, limited(frees)))[0]).toBe(
      `close: ${line.replace('%s', 'a Close')}`,
    );
  });
});

test('connection.reconnect', async () => {
  expect(await found(connectionReconnect, chat(), honestChat)).toEqual([': passed: Accepted again, twice.']);
  const once = (): Behaviour => {
    let tries = 0;
    return on(() => (tries++ === 0 ? 101 : 401));
  };
  expect(await found(connectionReconnect, chat(), once())).toEqual([
    ': warned: The same handshake is not accepted again after a Close.',
  ]);
  expect(await found(connectionReconnect, chat(inQuery), once(), given)).toEqual([
    ': observed: The same credential does not open a second connection: it may be good for one only.',
  ]);
});
