import { fileURLToPath } from 'node:url';
import { describeContract } from '../../../src/vitest/index.ts';

const document = fileURLToPath(new URL('chat.yaml', import.meta.url));
const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));

describeContract(document, {
  start: `"${process.execPath}" --import tsx "${main}" mock "${document}" --port {port}`,
});
