import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, test } from 'vitest';
import { isJsonObject, type Json } from '../../src/contract/json.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { REPORTERS, type ReporterName } from '../../src/report/reporters.ts';
import { plainStyle } from '../../src/report/style.ts';
import type { Result } from '../../src/result/result.ts';
import { verify } from '../../src/verify/verify.ts';
import { chatContract } from '../support/chat-contract.ts';
import { sampleResult } from '../support/sample-result.ts';

const SCHEMA = fileURLToPath(new URL('../../schema/result.schema.json', import.meta.url));

const render = (name: ReporterName, result: Result): string =>
  REPORTERS[name](result, { style: plainStyle(100), verbose: true });

/** Two runs against the same mock, of which one breaks a promise. */
let runs: readonly Result[];

beforeAll(async () => {
  const contract = chatContract();
  const mock = await startMock(contract, { port: 0, faults: ['missing-field'] });
  try {
    const hold = (): Promise<Result> =>
      verify(contract, {
        targets: [mock.url],
        timing: { deadline: 500, patience: 500 },
        skip: ['stream'],
      });
    runs = [await hold(), await hold()];
  } finally {
    await mock.close();
  }
});

/** Which of two sides speaks first is a matter of microseconds where nobody waits for the other. */
function inOneOrder(result: Result): Result {
  const cases = result.cases.map((one) => {
    if (one.transcript === undefined) return one;
    const connections = Object.entries(one.transcript.connections).map(([name, record]) => {
      const frames = record.frames.toSorted((a, b) => a.from.localeCompare(b.from));
      return [name, { ...record, frames }];
    });
    return { ...one, transcript: { ...one.transcript, connections: Object.fromEntries(connections) } };
  });
  return { ...result, cases };
}

/** Times, and what is new in every handshake (RFC 6455 §4.1) or session. */
function withoutTimes(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?( UTC|[-+\d:]+|Z)?/g, '<time>')
    .replace(/\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT/g, '<time>')
    .replace(/\b\d+(\.\d+)? (ms|s)\b/g, '<duration>')
    .replace(/"(duration|after|at|from|to|step)": [\d.]+/g, '"$1": 0')
    .replace(/\btime="[\d.]+"/g, 'time="0"')
    .replace(/[\w+/]{22,27}=+/g, '<nonce>')
    .replace(/ +(?=<duration>)/g, ' ');
}

test.each(Object.keys(REPORTERS) as ReporterName[])(
  '%s: an unchanged run gives an unchanged report but for times',
  (name) => {
    const [first = '', second = ''] = runs.map((result) => withoutTimes(render(name, inOneOrder(result))));
    expect(second).toBe(first);
    expect(first).toContain('exchange.reply');
  },
);

describe('the published schema of the JSON report', () => {
  const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as Json;
  const ajv = (): Ajv =>
    addFormats.default(new Ajv({ strict: true, strictRequired: false, allErrors: true }));
  /** No property but those that it describes: so that nothing is written that nobody can look up. */
  const validate = ajv().compile(closed(schema) as object);
  const valid = (value: unknown): unknown => validate(value) || validate.errors;

  test('describes all that is written', async () => {
    for (const result of [...runs, await sampleResult()])
      expect(valid(JSON.parse(render('json', result)))).toBe(true);
    const timedOut = { ...runs[0], interrupted: true, timedOut: 5_000 } as Result;
    expect(valid(JSON.parse(render('json', timedOut)))).toBe(true);
  });

  test('is no blank cheque', () => {
    const report = JSON.parse(render('json', runs[0] as Result)) as Record<string, Json>;
    for (const wrong of [{ format: 2 }, { cases: [{}] }, { startedAt: 'now' }, { reached: 'yes' }])
      expect(validate({ ...report, ...wrong }), JSON.stringify(wrong)).toBe(false);
  });

  test('and leaves room to grow', () => {
    const open = ajv().compile(schema as object);
    expect(open({ ...(JSON.parse(render('json', runs[0] as Result)) as object), later: 1 })).toBe(true);
  });
});

function closed(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isJsonObject(schema)) return schema;
  const children = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return schema.type === 'object' &&
    isJsonObject(schema.properties) &&
    schema.additionalProperties === undefined
    ? { ...children, additionalProperties: false }
    : children;
}
