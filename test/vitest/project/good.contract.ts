import { fileURLToPath } from 'node:url';
import { describeContract } from '../../../src/vitest/index.ts';

const document = fileURLToPath(new URL('chat.yaml', import.meta.url));
const main = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));

describeContract(document, {
  start: `"${process.execPath}" "${main}" mock "${document}" --port {port}`,
});
