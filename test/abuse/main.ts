import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom, type Random } from '../../src/engine/random.ts';
import type { Attack, Target } from './attack.ts';
import { BAD_FRAMES } from './bad-frames.ts';
import { BAD_HANDSHAKES } from './bad-handshakes.ts';
import { BAD_PAYLOADS } from './bad-payloads.ts';
import { FLOODS } from './floods.ts';
import { startGoodClient } from './good-client-process.ts';
import { pause } from './hostile-socket.ts';
import { type Evidence, judge, mib, percentile } from './judge.ts';
import { startVictim, type Victim } from './victim-process.ts';

const ATTACKS: readonly Attack[] = [...BAD_HANDSHAKES, ...BAD_FRAMES, ...BAD_PAYLOADS, ...FLOODS];
/** Attacks that go on at the same time. */
const LANES = 6;
/** How long the mock has to come to rest when everybody has left, ms. */
const REST = 20_000;

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    minutes: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    /** The beginning of the names of the attacks. */
    only: { type: 'string', default: '' },
    document: { type: 'string', multiple: true },
    /** One attack after the other, with what each does to the event loop. */
    each: { type: 'boolean', default: false },
  },
});

const root = join(import.meta.dirname, '../..');
const corpus = join(root, '../shared/corpus');
const documents = values.document ?? [
  join(root, 'asyncapi.yaml'),
  ...(values.short
    ? []
    : [join(root, 'fixtures/voice/asyncapi.yaml'), join(root, 'fixtures/quotes/asyncapi.yaml')]),
  ...(values.short || !existsSync(corpus)
    ? []
    : [
        join(corpus, 'whitebit-exchange__docs/asyncapi/public/trades.yaml'),
        join(corpus, 'phalanxduel__phalanxduel/docs/api/asyncapi.yaml'),
      ]),
];
const minutes = Number(values.minutes ?? (values.short ? 0.15 : 4));
const attacks = ATTACKS.filter(({ name }) => name.startsWith(values.only));

console.log(
  `seed ${values.seed} · ${attacks.length} attacks · ${minutes} minutes over ${documents.length} documents`,
);
let broken = 0;
for (const document of documents) {
  const random = createRandom(Number(values.seed));
  if (values.each) {
    await abuseByEach(document, random);
    continue;
  }
  const { lines, faults } = await abuse(document, random, (minutes * 60_000) / documents.length);
  console.log([`\n${document}`, ...lines, ...faults.map((fault) => `BROKEN  ${fault}`)].join('\n'));
  broken += faults.length;
}
console.log(
  `\n${broken === 0 ? 'held: the mock took it all' : `broken in ${broken} places (--seed ${values.seed})`}`,
);
process.exitCode = broken === 0 ? 0 : 1;

/** Warm-up, rest, attack, rest: what is more at the second rest than at the first has leaked. */
async function abuse(
  document: string,
  random: Random,
  ms: number,
): Promise<{ readonly lines: readonly string[]; readonly faults: readonly string[] }> {
  const victim = await startVictim(document);
  const target: Target = { port: victim.port, doors: victim.doors };
  try {
    await attack(target, random, 0.4 * ms);
    await rest(victim);
    const before = await victim.forget();
    const good = await startGoodClient(target);
    const done = await attack(target, random, 0.6 * ms);
    const during = await victim.measure();
    const service = await good.stop();
    await rest(victim);
    const after = await victim.forget();
    const warm = {
      ...during,
      blocked: Math.max(before.blocked, during.blocked),
      late: Math.max(before.late, during.late),
    };
    const evidence: Evidence = { before, during: warm, after, service, death: victim.death() };
    return { lines: describe(evidence, done), faults: judge(evidence) };
  } catch (error) {
    return { lines: [], faults: [error instanceof Error ? error.message : String(error)] };
  } finally {
    await victim.stop();
  }
}

/** Finds the attack that is to blame. */
async function abuseByEach(document: string, random: Random): Promise<void> {
  const victim = await startVictim(document);
  const target: Target = { port: victim.port, doors: victim.doors };
  console.log(document);
  for (const one of attacks) {
    const began = performance.now();
    await victim.measure();
    await one.run(target, random);
    const { blocked, late, collected, rss } = await victim.measure();
    const figures = [blocked, late, collected, performance.now() - began].map((value) =>
      value.toFixed(0).padStart(6),
    );
    console.log(`${figures.join(' ')} ms  ${mib(rss).padStart(6)} MiB  ${one.name}`);
  }
  await victim.stop();
}

/** Several lanes of attacks; each attack comes once before one comes again. */
async function attack(target: Target, random: Random, ms: number): Promise<number> {
  const end = performance.now() + ms;
  let done = 0;
  let deck: Attack[] = [];
  const next = (): Attack | undefined => {
    if (deck.length === 0) deck = shuffled(attacks, random);
    return deck.pop();
  };
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      while (performance.now() < end) {
        await next()?.run(target, random);
        done += 1;
      }
    }),
  );
  return done;
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, key: random.integer(0, 2 ** 30) }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** Until nobody is connected any more. */
async function rest(victim: Victim): Promise<void> {
  const end = performance.now() + REST;
  let { sockets } = await victim.measure();
  while (sockets > 0 && performance.now() < end) {
    await pause(100);
    ({ sockets } = await victim.measure());
  }
}

function describe({ before, during, after, service }: Evidence, done: number): readonly string[] {
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  return [
    `attacks ${done} · bugs and rejections ${after.mistakes.length}`,
    `event loop: computing at most ${ms(during.blocked)} · late at most ${ms(during.late)}, 99 % less than ${ms(during.late99)} · the collector at most ${ms(during.collected)}`,
    `good client: ${service.times.length} answers at ${service.doors} addresses · half in ${ms(percentile(service.times, 0.5))}, 99 % in ${ms(percentile(service.times, 0.99))}, all in ${ms(percentile(service.times, 1))} · failed ${service.failures.length}`,
    `heap ${mib(before.heap + before.external)} → ${mib(after.heap + after.external)} MiB · resident ${mib(before.rss)} → ${mib(after.rss)} MiB (under attack ${mib(during.rss)})`,
    `sockets ${before.sockets} → ${after.sockets} · timers ${before.timers} → ${after.timers}`,
  ];
}
