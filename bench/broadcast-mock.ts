import { startMock } from '../src/mock/index.ts';
import { tinyContract } from '../test/support/tiny-contract.ts';

/** The mock of a stream: each message of the parent process has it push one event to every connection. */
const { contract } = tinyContract({
  tick: {
    from: 'server',
    schema: {
      type: 'object',
      required: ['type', 'symbol', 'price'],
      properties: { type: { const: 'tick' }, symbol: { type: 'string' }, price: { type: 'integer' } },
    },
  },
});
const mock = await startMock(contract, { port: 0, push: 'off' });
let turn = 0;
process.on('message', () => {
  turn += 1;
  mock.push('tick', { type: 'tick', symbol: 'AAPL', price: 100_000 + turn });
});
console.log(`${mock.url.replace(/^http/, 'ws')}/`);
