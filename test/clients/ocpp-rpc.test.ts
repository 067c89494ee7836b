import { createRPCError, RPCClient } from 'ocpp-rpc';
import type { RPC_ClientOptions } from 'ocpp-rpc/lib/client.js';
import { expect, onTestFinished, test } from 'vitest';
import type { Mock } from '../../src/mock/index.ts';
import { startClientMock } from './start-client-mock.ts';

async function connect(password = 'secret'): Promise<{ mock: Mock; client: RPCClient }> {
  const mock = await startClientMock('./ocpp-1.6.yaml');
  // Its types demand options that it has defaults for.
  const options: Partial<RPC_ClientOptions> = {
    endpoint: `${mock.url.replace('http', 'ws')}/ocpp`,
    identity: 'CP-1',
    password,
    protocols: ['ocpp1.6'],
    // The client validates what it gets against the schemas of OCPP.
    strictMode: true,
    reconnect: false,
    callTimeoutMs: 5_000,
  };
  const client = new RPCClient(options as RPC_ClientOptions);
  onTestFinished(async () => {
    await client.close();
  });
  await client.connect();
  return { mock, client };
}

test('ocpp-rpc calls, and gets the result of each call', async () => {
  const { mock, client } = await connect();
  expect(client.protocol).toBe('ocpp1.6');
  const boot = (chargePointVendor: string, chargePointModel: string) =>
    client.call('BootNotification', { chargePointVendor, chargePointModel });
  expect(await boot('ACME', 'Wallbox')).toMatchObject({ status: 'Accepted', interval: 300 });
  expect(await boot('Nobody', 'Nothing')).toMatchObject({ status: 'Rejected' });
  expect(await client.call('Heartbeat', {})).toEqual({ currentTime: expect.stringMatching(/T.*Z$/) });
  expect(await client.call('Authorize', { idTag: 'BAD' })).toEqual({ idTagInfo: { status: 'Blocked' } });
  expect(mock.violations()).toEqual([]);
});

test('ocpp-rpc gets the error of a call that the central system does not know', async () => {
  const { client } = await connect();
  const call = client.call('DataTransfer', { vendorId: 'ACME' });
  await expect(call).rejects.toMatchObject({ rpcErrorCode: 'NotImplemented' });
});

test('ocpp-rpc answers calls of the central system, and each answer is known as the one of its call', async () => {
  const { mock, client } = await connect();
  client.handle('RemoteStartTransaction', () => Promise.resolve({ status: 'Accepted' }));
  client.handle('Reset', () => Promise.resolve({ status: 'Rejected' }));
  mock.push('reset');
  mock.push('remoteStartTransaction');
  await mock.waitFor('remoteStartTransactionResult', [3, 'a-1', { status: 'Accepted' }]);
  await mock.waitFor('resetResult', [3, 'b-1', { status: 'Rejected' }]);
  mock.push('reset');
  await expect.poll(() => mock.received('resetResult').length).toBe(2);
  expect(mock.violations()).toEqual([]);
});

test('ocpp-rpc may refuse a call of the central system', async () => {
  const { mock, client } = await connect();
  client.handle('Reset', () => {
    throw createRPCError('NotSupported', 'no');
  });
  mock.push('reset');
  await mock.waitFor('callError');
  expect(mock.violations()).toEqual([]);
});
