import { fileURLToPath } from 'node:url';
import { describeContract } from '../../../src/vitest/index.ts';

const document = fileURLToPath(new URL('two-servers.yaml', import.meta.url));
const main = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));

describeContract(document, {
  start: `"${process.execPath}" "${main}" mock "${document}" --port {port}`,
  target: 'ws://localhost:{port}',
});
