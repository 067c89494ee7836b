import { compareAdapters } from './reach-adapters.ts';

process.once('message', async (short: boolean) => {
  process.send?.(await compareAdapters(short));
});
