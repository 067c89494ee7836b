import { fileURLToPath } from 'node:url';
import { loadContract, startMock } from '../../../src/index.ts';
import { describeContract } from '../../../src/vitest/index.ts';

const document = fileURLToPath(new URL('chat.yaml', import.meta.url));
const { contract } = await loadContract(document);
const mock = await startMock(contract, { port: 0, faults: ['no-reply'] });

describeContract(document, {
  target: mock.url,
  timing: { deadline: 300 },
  hooks: { after: () => mock.close() },
});
