import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../../src/load/load-contract.ts';
import { ROOT } from '../architecture/source-file.ts';
import { startProcess } from '../stories/process.ts';
import { backendMissing, startBackend } from '../support/backend.ts';
import { connect } from '../support/plain-client.ts';
import { runDiagnose } from './run-diagnose.ts';
import { STORY_VARIANTS, type StoryVariant } from './story-variants.ts';

/** That of fixtures/notifications/backend.py: with it, an expired token can be made without waiting. */
const JWT_SECRET = 'jwt-secret-that-no-report-may-show-5d1c';
const USER = '805d0f2d-6436-4843-906c-78fb262f8c19';

describe.skipIf(backendMissing() !== undefined)('the five systems', () => {
  // Compiling holds up the event loop, and with it every answer that another test waits for.
  beforeAll(async () => {
    for (const system of new Set(STORY_VARIANTS.map((variant) => variant.system)))
      await loadContract(documentOf(system));
  });

  test.concurrent.each(STORY_VARIANTS)('$system, $name: $verdict', async (variant) => {
    const token = expiredToken();
    const ending: (() => Promise<unknown>)[] = [];
    try {
      const place = await start(variant, ending);
      const url = place + variant.url.replace('{expired}', token);
      const { diagnosis, exit, text } = await runDiagnose(
        url,
        ...(variant.origin === undefined ? [] : ['--origin', variant.origin]),
        ...(variant.bare === true ? [] : ['--document', documentOf(variant.system)]),
      );
      const { verdict } = diagnosis;
      expect({ id: verdict.id, sure: verdict.sure }, text).toEqual({
        id: variant.verdict,
        sure: variant.sure,
      });
      expect(verdict.sentence).toMatch(variant.says);
      expect(exit).toBe(verdict.id === 'CONNECTED' ? 0 : verdict.id.startsWith('NET-') ? 3 : 1);
      expect(diagnosis.handshakes).toBeLessThanOrEqual(25);
      expect(diagnosis.duration).toBeLessThan(15_000);
      for (const secret of [token, 'made-up-token', JWT_SECRET, 'test123'])
        expect(text).not.toContain(secret);
      // Whatever the verdict rests on was really asked.
      const asked = diagnosis.probes.map(({ id }) => id);
      expect(verdict.by.filter((id) => !asked.includes(id))).toEqual([]);
    } finally {
      for (const end of ending.reverse()) await end();
    }
  });
});

async function start(variant: StoryVariant, ending: (() => Promise<unknown>)[]): Promise<string> {
  if (variant.started === false) return `ws://127.0.0.1:${await freePort()}`;
  const { env, ws, host } = variant;
  const backend = await startBackend(variant.system, {
    ...(env === undefined ? {} : { env }),
    ...(ws === undefined ? {} : { ws }),
    ...(host === undefined ? {} : { host }),
  });
  ending.push(backend.stop);
  if (variant.holding !== undefined) {
    const held = await connect(`ws://127.0.0.1:${backend.port}${variant.holding}`);
    ending.push(() => held.end());
  }
  if (variant.atDevServer === true) {
    const dev = startProcess(variant.system, ['dev-server.ts', '0']);
    ending.push(dev.stop);
    return `ws://127.0.0.1:${await dev.printed(/localhost:(\d+)/)}`;
  }
  return `ws://127.0.0.1:${backend.port}`;
}

function documentOf(system: string): string {
  return join(ROOT, system === 'market-feed' ? 'asyncapi.yaml' : `fixtures/${system}/asyncapi.yaml`);
}

function expiredToken(): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: USER, aud: 'ws', iat: now - 342, exp: now - 42 })}`;
  return `${body}.${createHmac('sha256', JWT_SECRET).update(body).digest('base64url')}`;
}

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
