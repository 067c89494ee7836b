import { describe, expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import type { Behaviour } from '../../test/support/fake-backend.ts';
import { findings, hold, honestChat } from '../../test/support/hold.ts';
import { nowhere, promised } from '../../test/support/tiny-contract.ts';
import type { Companion } from '../contract/companion.ts';
import type { Contract } from '../contract/contract.ts';
import type { CredentialScheme } from '../contract/handshake-policy.ts';
import { httpCompanion } from './http-companion.ts';
import { httpCors } from './http-cors.ts';
import { httpCredentials } from './http-credentials.ts';
import { httpRole } from './http-role.ts';

function withCompanions(...companions: readonly Partial<Companion>[]): Contract {
  const contract = chatContract();
  const [health] = contract.companions;
  if (health === undefined) throw new Error('The chat has no companion.');
  return { ...contract, endpoints: [], companions: companions.map((one) => ({ ...health, ...one })) };
}

const answers = (request: NonNullable<Behaviour['request']>): Behaviour => ({ ...honestChat, request });

describe('http.companion', () => {
  const rows: readonly (readonly [string, Behaviour, string])[] = [
    ['answers as declared', honestChat, 'passed: Answered with 200 after 1 ms.'],
    [
      'answers with a status that is not declared',
      answers(() => ({ status: 500 })),
      'failed: It answers with 500, which the document does not declare.',
    ],
    [
      'answers with a body that breaks its schema',
      answers(() => ({ status: 200, body: '{"type":"ill"}' })),
      'failed: The body of the 200 breaks its schema: /type is "ill", and must be "healthy".',
    ],
    [
      'answers with a body that is no JSON',
      answers(() => ({ status: 200, body: '<html>' })),
      'failed: The body of the 200 breaks its schema: it is not JSON.',
    ],
    [
      'answers without a body',
      answers(() => ({ status: 200 })),
      'failed: The body of the 200 breaks its schema: there is no body.',
    ],
  ];
  test.each(rows)('%s', async (_, behaviour, found) => {
    expect(await findings(httpCompanion, withCompanions({}), behaviour)).toEqual([`health: ${found}`]);
  });

  test('each example is sent, and what it is paired with counts where credentials are issued', async () => {
    const base = withCompanions({
      id: 'login',
      method: 'POST',
      request: ['say'],
      responses: [
        { status: 200, message: 'healthy' },
        { status: 401, message: 'echo' },
      ],
      issues: promised({ scheme: 'session', at: '/token' }),
    });
    const named = (id: string, name: string): Contract['messages'][string] => {
      const message = base.messages[id];
      if (message === undefined) throw new Error(`There is no message "${id}".`);
      return { ...message, examples: message.examples.map((example) => ({ ...example, name })) };
    };
    const contract = {
      ...base,
      messages: { ...base.messages, say: named('say', 'ann'), healthy: named('healthy', 'ann') },
    };
    const refuses = answers(() => ({ status: 401, body: '{"type":"echo"}' }));
    expect(await findings(httpCompanion, contract, refuses)).toEqual([
      'login/ann: failed: It answers the example "ann" with 401; the example of that name has 200.',
    ]);
  });
});

describe('http.cors', () => {
  const own = 'http://localhost:3000';
  const contract = withCompanions({
    method: 'PUT',
    cors: promised({ origins: [own], credentials: true }),
  });
  const cors = (allow: (origin: string) => readonly (readonly [string, string])[]): Behaviour =>
    answers(({ method, headers }) => ({
      status: method === 'OPTIONS' ? 204 : 200,
      body: '{"type":"healthy"}',
      headers: allow(headers.find(([name]) => name === 'Origin')?.[1] ?? ''),
    }));
  const good = (origin: string): readonly (readonly [string, string])[] => [
    ['Access-Control-Allow-Origin', origin],
    ['Access-Control-Allow-Credentials', 'true'],
    ['Access-Control-Allow-Methods', 'GET, PUT'],
  ];
  const rows: readonly (readonly [string, Behaviour, readonly string[]])[] = [
    [
      'configured',
      cors((origin) => (origin === own ? good(origin) : [])),
      ['allowed: passed: Allowed.', 'preflight: passed: Allowed.', 'foreign: passed: Not allowed.'],
    ],
    [
      'not configured',
      cors(() => []),
      [
        `allowed: failed: A page of ${own} may not read the answer: it has no Access-Control-Allow-Origin.`,
        `preflight: failed: A page of ${own} may not read the answer: it has no Access-Control-Allow-Origin.`,
        'foreign: passed: Not allowed.',
      ],
    ],
    [
      'any origin, which does not go with credentials',
      cors(() => good('*')),
      [
        'allowed: failed: With credentials, a browser does not take Access-Control-Allow-Origin: *.',
        'preflight: failed: With credentials, a browser does not take Access-Control-Allow-Origin: *.',
        'foreign: failed: A page of a foreign origin may read the answer (Access-Control-Allow-Origin: *).',
      ],
    ],
    [
      'every origin reflected',
      cors(good),
      [
        'allowed: passed: Allowed.',
        'preflight: passed: Allowed.',
        'foreign: failed: A page of a foreign origin may read the answer (Access-Control-Allow-Origin: https://foreign-site.test).',
      ],
    ],
    [
      'without the method',
      cors((origin) => (origin === own ? good(origin).slice(0, 2) : [])),
      [
        'allowed: passed: Allowed.',
        'preflight: failed: Access-Control-Allow-Methods does not have PUT.',
        'foreign: passed: Not allowed.',
      ],
    ],
  ];
  test.each(rows)('%s', async (_, behaviour, found) => {
    expect(await findings(httpCors, contract, behaviour)).toEqual(found.map((line) => `health/${line}`));
  });

  test('nothing is promised: one look for a server', async () => {
    const two = withCompanions({}, { id: 'other' });
    expect(await findings(httpCors, two, cors(good))).toEqual([
      "health/observed: warned: A page of any site may read the answer with its visitor's cookies.",
    ]);
    const open = cors(() => [['Access-Control-Allow-Origin', '*']]);
    expect(await findings(httpCors, two, open)).toEqual([
      'health/observed: observed: A page of another origin may read GET /health (*).',
    ]);
  });
});

describe('http.credentials and http.role, with the credentials of the document’s own flow', () => {
  const scheme: CredentialScheme = {
    name: 'token',
    type: 'http-bearer',
    carrier: { in: 'authorization', scheme: 'Bearer' },
    at: nowhere,
  };
  const base = withCompanions(
    {
      id: 'login',
      method: 'POST',
      address: '/login',
      request: ['say'],
      responses: [],
      issues: promised({ scheme: 'token', at: '/token', role: '/role' }),
    },
    {
      id: 'stats',
      address: '/stats',
      credentials: [{ anyOf: [scheme], at: nowhere }],
      roles: promised(['staff']),
      refuse: { credentials: promised(401), role: promised(403) },
    },
  );
  const { say } = base.messages;
  if (say === undefined) throw new Error('The chat has no message "say".');
  const contract: Contract = {
    ...base,
    messages: {
      ...base.messages,
      say: {
        ...say,
        examples: ['customer', 'staff'].map((name) => ({
          name,
          payload: { type: 'say', text: name },
          at: nowhere,
        })),
      },
    },
  };

  function server(judge: (role: string | undefined) => number): Behaviour {
    return answers(({ target, headers, body }) => {
      if (target === '/login') {
        const role = (JSON.parse(body ?? '{}') as { text: string }).text;
        return { status: 200, body: JSON.stringify({ token: `secret-token-of-${role}`, role }) };
      }
      const shown = headers.find(([name]) => name === 'Authorization')?.[1];
      const role = /^Bearer secret-token-of-(.*)$/.exec(shown ?? '')?.[1];
      const status = judge(role);
      return { status, ...(status === 200 ? { body: '{"type":"healthy"}' } : {}) };
    });
  }
  const strict = server((role) => (role === undefined ? 401 : role === 'staff' ? 200 : 403));

  test('a strict server', async () => {
    expect(await findings(httpCredentials, contract, strict)).toEqual([
      'stats/none: passed: Refused with 401.',
      'stats/wrong: passed: Refused with 401.',
    ]);
    expect(await findings(httpRole, contract, strict)).toEqual(['stats: passed: Refused with 403.']);
    expect((await findings(httpCompanion, contract, strict)).at(-1)).toBe(
      'stats: passed: Answered with 200 after 1 ms.',
    );
  });
  test('a server that asks nobody', async () => {
    const open = server(() => 200);
    expect(await findings(httpCredentials, contract, open)).toEqual([
      'stats/none: failed: A request without a credential is answered with 200.',
      'stats/wrong: failed: A request with a credential that nobody issued is answered with 200.',
    ]);
    expect(await findings(httpRole, contract, open)).toEqual([
      'stats: failed: A request of the role "customer" is answered with 200.',
    ]);
  });
  test('a server that refuses with another status', async () => {
    const other = server((role) => (role === 'staff' ? 200 : 404));
    expect(await findings(httpRole, contract, other)).toEqual([
      'stats: failed: A request of the role "customer" is refused with 404 instead of 403.',
    ]);
  });
  test('a login that fails is the reason that is told', async () => {
    const down = answers(() => ({ status: 500 }));
    const found = await findings(httpCompanion, contract, down);
    expect(found.at(-1)).toBe(
      "stats: skipped: The document's own flow hands out no credential: POST /login answered with 500.",
    );
  });
  test('what was handed out stands nowhere in the result', async () => {
    const result = await hold(contract, strict);
    expect(JSON.stringify(result)).not.toContain('secret-token-of');
  });
});
