import { startMock } from '../src/mock/index.ts';
import { documentOf } from './sized-document.ts';

/** The mock of a document of that many requests: `node --import tsx bench/sized-mock.ts 1000`. */
const mock = await startMock(documentOf(Number(process.argv[2])).contract, { port: 0, push: 'off' });
console.log(`${mock.url.replace(/^http/, 'ws')}/`);
