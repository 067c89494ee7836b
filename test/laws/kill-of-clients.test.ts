import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import { faultNamed } from '../../src/engine/faults/catalogue.ts';
import { contractOf } from './documents.ts';
import { describeFindings, verifyInMemory } from './verify-in-memory.ts';

/** Ids that the server makes up, parts of texts, streams that are faster than anybody can tell: what no fixture has. */
const documents = [
  ...['ethereum', 'wamp', 'stomp', 'signalr', 'pusher', 'action-cable', 'graphql-transport-ws'],
  ...['home-assistant', 'centrifugo', 'phoenix', 'socket-io'],
];
/** The faults in what is repeated, what is answered, what ends, and when it comes. */
const faults = [
  ...['wrong-binding', 'forget-id', 'no-reply', 'never-stop', 'duplicate'],
  ...['latency', 'latency-15s', 'trickle', 'trickle-20'],
];

/** The second law, for protocols of other people. */
describe.each(documents)('Kill on %s', async (name) => {
  const contract = await contractOf(join(import.meta.dirname, '..', 'clients', `${name}.yaml`));
  test.each(faults)('%s', (fault) => holds(contract, fault));
});

describe('Kill on streams', async () => {
  const whole = await contractOf(join(import.meta.dirname, 'streams.yaml'));
  const alone = (id: string): Contract => ({
    ...whole,
    endpoints: whole.endpoints.filter((endpoint) => endpoint.id === id),
  });
  test.each(
    ['fast', 'slow', 'asked'].flatMap((id) => [...faults, 'lose', 'lose-3'].map((fault) => [id, fault])),
  )('that are %s: %s', (id = '', fault = '') => holds(alone(id), fault));
});

async function holds(contract: Contract, fault: string): Promise<void> {
  const breaks = faultNamed(fault).breaks(contract);
  const result = await verifyInMemory(contract, [fault]);
  const failed = describeFindings(result, ['failed']);
  const found = describeFindings(result, ['failed', 'warned']);
  if (breaks === undefined) expect(failed).toEqual([]);
  else expect(found.map((line) => line.split(' ')[1]?.split('/')[0])).toContain(breaks);
}
