import { loadContract } from '../../src/load/load-contract.ts';
import { resolveTargets } from '../../src/verify/targets.ts';
import { verify } from '../../src/verify/verify.ts';
import { startBackend } from '../support/backend.ts';

const [fixture, brk, ws, overlay] = process.argv.slice(2);
const doc = fixture === 'market-feed' ? 'asyncapi.yaml' : `fixtures/${fixture}/asyncapi.yaml`;
const env =
  brk && brk !== '-'
    ? brk.includes('=')
      ? Object.fromEntries(brk.split(',').map((x) => x.split('=') as [string, string]))
      : { BREAK: brk }
    : {};
const [backend, { contract }] = await Promise.all([
  startBackend(fixture!, { env, ws: (ws as any) ?? 'websockets' }),
  loadContract(doc),
]);
const t = resolveTargets(contract, [backend.wsUrl]);
const t0 = Date.now();
const r = await verify(contract, {
  transport: t.transport,
  target: t.text,
  targetOrigin: t.origin,
  probe: t.probe,
});
const c: Record<string, number> = {};
for (const x of r.cases) {
  c[x.finding.outcome] = (c[x.finding.outcome] ?? 0) + 1;
  if (['failed', 'warned'].includes(x.finding.outcome) || (process.env.ALL && x.finding.outcome !== 'passed'))
    console.log(
      x.finding.outcome,
      x.key,
      '|',
      x.finding.message,
      '|',
      x.finding.expected ?? '',
      '|',
      x.finding.received ?? '',
    );
}
console.log(
  JSON.stringify(c),
  Date.now() - t0,
  'ms',
  'reached',
  r.reached,
  `${r.coverage.exercised}/${r.coverage.total}`,
);
await backend.stop();
