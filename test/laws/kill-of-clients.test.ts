import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { faultNamed } from '../../src/engine/faults/catalogue.ts';
import { contractOf } from './documents.ts';
import { describeFindings, verifyInMemory } from './verify-in-memory.ts';

/** Ids that the server makes up, and parts of texts: what no fixture has. */
const documents = ['ethereum', 'wamp', 'stomp', 'signalr'];
/** The faults in what is repeated, what is answered, and what ends. */
const faults = ['wrong-binding', 'forget-id', 'no-reply', 'never-stop'];

/** The second law, for protocols of other people. */
describe.each(documents)('Kill on %s', async (name) => {
  const contract = await contractOf(join(import.meta.dirname, '..', 'clients', `${name}.yaml`));

  test.each(faults)('%s', async (fault) => {
    const breaks = faultNamed(fault).breaks(contract);
    const result = await verifyInMemory(contract, [fault]);
    const failed = describeFindings(result, ['failed']);
    const found = describeFindings(result, ['failed', 'warned']);
    if (breaks === undefined) expect(failed).toEqual([]);
    else expect(found.map((line) => line.split(' ')[1]?.split('/')[0])).toContain(breaks);
  });
});
