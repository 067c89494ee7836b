import { same } from '../assert.ts';
import { connect, open } from '../client.ts';
import type { ConformanceCase, Stage } from '../conformance-case.ts';

/** The status of the answer, and the token in it. */
export async function logIn(
  { at }: Pick<Stage, 'at'>,
  body: unknown = { user: 'ada', password: 'very-secret' },
): Promise<{ readonly status: number; readonly token: unknown }> {
  const headers = { 'content-type': 'application/json' };
  const response = await at.fetch?.('/login', { method: 'POST', headers, body: JSON.stringify(body) });
  const { status = 0 } = response ?? {};
  const { token } = response?.ok === true ? ((await response.json()) as { token?: unknown }) : {};
  return { status, token };
}

export const companionCases: readonly ConformanceCase[] = [
  {
    id: 'companion/answer',
    title: 'a companion answers with what it promises, and the journal has it without its body',
    needs: ['companions'],
    async run({ at, mock }) {
      const { status, token } = await logIn({ at });
      same([status, typeof token], [200, 'string'], 'The answer');
      const entry = mock.journal.entries().find(({ type }) => type === 'request');
      same(
        entry?.type === 'request' ? [entry.companion, entry.status] : undefined,
        ['logIn', 200],
        'The journal',
      );
      same(
        JSON.stringify(mock.journal.entries()).includes('very-secret'),
        false,
        'The secret stands in the journal',
      );
    },
  },
  {
    id: 'companion/invalid',
    title: 'a request that breaks its schema is refused',
    needs: ['companions'],
    async run({ at }) {
      const { status } = await logIn({ at }, { user: 'ada' });
      same(status >= 400, true, 'Whether the status says so');
    },
  },
  {
    id: 'companion/issued',
    title: 'what a companion issues, a handshake accepts',
    needs: ['companions'],
    async run({ at }) {
      const { token } = await logIn({ at });
      const client = await connect(at, `/vault?token=${String(token)}`);
      client.send({ type: 'ask', id: 1 });
      same(await client.next(), { type: 'answer', id: 1 }, 'The answer');
      same((await open(at, `/vault?token=${String(token)}x`).ended).code, 4401, 'With another token');
    },
  },
  {
    id: 'companion/cookie',
    title: 'a cookie that a companion sets is in the next handshake',
    needs: ['companions', 'cookies', 'refusal'],
    async run({ at }) {
      same(await open(at, '/cellar').opened, false, 'Whether it opens without the cookie');
      same((await at.fetch?.('/session', { method: 'POST' }))?.status, 200, 'The status');
      await connect(at, '/cellar');
    },
  },
  {
    id: 'companion/fault',
    title: 'a fault has every companion fail',
    needs: ['companions'],
    options: { faults: ['companion-error'] },
    async run({ at }) {
      same((await at.fetch?.('/session', { method: 'POST' }))?.status, 500, 'The status');
    },
  },
];
