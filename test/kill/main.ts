import { parseArgs } from 'node:util';
import type { Contract } from '../../src/contract/contract.ts';
import { GOOD_BACKENDS } from '../backends/good-backends.ts';
import { ODD_BACKENDS } from '../backends/odd/odd-backends.ts';
import { contractOf, documents } from '../laws/documents.ts';
import { verifyInMemory } from '../laws/verify-in-memory.ts';
import { falseAlarms, PROFILES } from './backends.ts';
import { alarms, faultNames, sentence, shoot } from './faults.ts';

/**
 * The kill law (DESIGN §1): every fault of the mock's catalogue × every document of `fixtures/`, found, and by the
 * check that the fault declares; nothing found in the faultless mock, and nothing untrue in backends that keep their
 * contract. `--only TEXT`: only documents, faults and backends whose name holds that text.
 */
const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const isMeant = (...names: readonly string[]): boolean => names.some((name) => name.includes(values.only));

const total = { faults: 0, killed: 0, right: 0, falseAlarms: 0 };

for (const [name, path] of documents) {
  const contract = await contractOf(path);
  await holdFaultless(name, contract);
  const tally = { faults: 0, killed: 0, right: 0 };
  for (const fault of faultNames()) {
    if (!isMeant(name, fault)) continue;
    const { expected, found, undeclared } = await shoot(contract, fault);
    for (const line of undeclared)
      console.log(`  ${name}  ${fault} declares nothing, and breaks something: ${line}`);
    if (expected === undefined) continue;
    tally.faults += 1;
    if (found.length > 0) tally.killed += 1;
    if (found.includes(expected)) tally.right += 1;
    else
      console.log(`  ${name}  ${fault}: ${expected} must find it, found by ${found.join(', ') || 'nothing'}`);
  }
  console.log(`${name}  faults ${tally.faults} · killed ${tally.killed} · by the right check ${tally.right}`);
  total.faults += tally.faults;
  total.killed += tally.killed;
  total.right += tally.right;
}

for (const backend of [...GOOD_BACKENDS, ...ODD_BACKENDS]) {
  if (!isMeant(backend.name)) continue;
  const missing = backend.missing();
  if (missing !== undefined) {
    report(backend.name, [missing]);
    continue;
  }
  for (const profile of PROFILES) {
    const began = performance.now();
    const found = await falseAlarms(backend, profile);
    report(`${backend.name}  ${profile}`, found);
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    console.log(
      `${backend.name}  ${profile}  ${found.length === 0 ? 'no false alarm' : 'WRONG'}  ${seconds} s`,
    );
  }
}

console.log(
  `faults ${total.faults} · killed ${total.killed} · by the right check ${total.right} · false alarms ${total.falseAlarms}`,
);
const isKept = total.killed === total.faults && total.right === total.faults && total.falseAlarms === 0;
process.exit(isKept ? 0 : 1);

async function holdFaultless(name: string, contract: Contract): Promise<void> {
  if (!isMeant(name, 'faultless')) return;
  const result = await verifyInMemory(contract);
  report(`${name} faultless`, alarms(result, ['failed', 'warned']).map(sentence));
}

function report(where: string, wrong: readonly string[]): void {
  total.falseAlarms += wrong.length;
  for (const line of wrong) console.log(`  ${where}  FALSE ALARM ${line}`);
}
