import type { Log } from 'sarif';
import { Parser } from 'tap-parser';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { NASTY, sampleResult } from '../../test/support/sample-result.ts';
import { CHECKS } from '../checks/checks.ts';
import type { Result } from '../result/result.ts';
import { REPORTERS, type ReporterName } from './reporters.ts';
import { plainStyle } from './style.ts';

let result: Result;
const render = (name: ReporterName, of: Result = result): string =>
  REPORTERS[name](of, { style: plainStyle(80), verbose: true, version: '1.2.3', checks: CHECKS });

beforeAll(async () => {
  result = await sampleResult();
});

describe('every report', () => {
  const names = Object.keys(REPORTERS) as ReporterName[];

  test.each(names)('%s: the same result gives the same text, which ends with a line break', async (name) => {
    expect(render(name, await sampleResult())).toBe(render(name));
    expect(render(name)).toMatch(/[^\n]\n$/);
  });

  test.each(names)('%s names what failed', (name) => {
    expect(render(name)).toContain(result.cases[0]?.key);
  });

  test.each(names)('%s tells of a backend that was not reached', (name) => {
    const unreached = { cause: 'nothing listens on 127.0.0.1:9.', remedy: 'Start it.' };
    const text = render(name, { ...result, cases: [], reached: false, unreached });
    if (name !== 'sarif' && name !== 'junit') expect(text).toContain('nothing listens on 127.0.0.1:9.');
  });
});

describe('junit', () => {
  test('is XML, whatever stands in it', () => {
    const xml = render('junit');
    expect(xml.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Cs}/u);
    expect(xml.replace(/<[^<>]*>/g, '')).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;|#\d+;)/);
    expect(xml).toContain(
      'message="a &lt;b&gt;&amp;&quot;\'&lt;/b&gt; ]]&gt; 100% #1 \\ x::y,z[31m&#13;&#10;  ...&#10;last "',
    );
  });

  test('what the baseline accepts is skipped, and counted so', () => {
    const xml = render('junit');
    expect(xml).toMatch(/^<testsuites name="Chat" tests="\d+" failures="1" skipped="4"/m);
    expect(xml).toContain('<skipped message="The baseline accepts it: a &lt;b&gt;');
  });
});

describe('tap', () => {
  interface Point {
    readonly ok: boolean;
    readonly name: string;
    readonly skip: unknown;
    readonly todo: unknown;
  }

  test('is read by a TAP parser as it was meant', () => {
    const points = Parser.parse(render('tap'))
      .filter(([kind]) => kind === 'assert')
      .map(([, point]) => point as Point);
    expect(points).toHaveLength(result.cases.length);
    expect(points.slice(0, 6).map(({ ok, skip, todo }) => [ok, Boolean(skip), Boolean(todo)])).toEqual([
      [false, false, false],
      [false, false, true],
      [true, false, false],
      [true, false, false],
      [true, true, false],
      [true, true, false],
    ]);
    expect(points[0]?.name).toContain('100% #1');
  });

  test('the diagnostics are YAML that gives the texts back', () => {
    const blocks = [...render('tap').matchAll(/^ {2}---\n([\s\S]*?)^ {2}\.\.\.$/gm)].map(
      ([, text = '']) => text,
    );
    expect(blocks).toHaveLength(3);
    expect(parseDocument(blocks[0] ?? '').toJS()).toMatchObject({
      message: NASTY,
      severity: 'fail',
      sent: NASTY,
      at: 'chat.yaml:12:3',
    });
  });

  test('a backend that is not reached bails out', () => {
    const unreached = { cause: 'nothing listens on 127.0.0.1:9.', remedy: 'Start it.' };
    const text = render('tap', { ...result, cases: [], reached: false, unreached });
    expect(text).toContain(
      '\nBail out! The backend was not reached: nothing listens on 127.0.0.1:9. Start it.\n',
    );
  });
});

describe('github', () => {
  test('annotations point at the line of the document, and are one line each', () => {
    const lines = render('github').trimEnd().split('\n');
    expect(lines.map((line) => /^::(\w+) (?:(.*?),)?title=/.exec(line)?.slice(1, 3))).toEqual([
      ['error', 'file=chat.yaml,line=12,col=3'],
      ['notice', expect.stringMatching(/^file=/)],
      ['warning', expect.stringMatching(/^file=/)],
      ['warning', undefined],
      ['warning', undefined],
    ]);
    expect(lines[0]).toContain(
      'title=a <b>&"\'</b> ]]> 100%25 #1 \\ x%3A%3Ay%2Cz\u0000\u001b[31m%0D%0A  ...%0Alast',
    );
    expect(lines[0]).toContain('::a <b>&"\'</b> ]]> 100%25 #1 \\ x::y,z\u0000\u001b[31m%0D%0A  ...%0Alast');
  });
});

describe('sarif', () => {
  test('has a result for each finding, at its place, with its rule', () => {
    const log = JSON.parse(render('sarif')) as Log;
    expect(log.version).toBe('2.1.0');
    const [run] = log.runs;
    expect(run?.tool.driver.semanticVersion).toBe('1.2.3');
    const found = run?.results ?? [];
    expect(found.map(({ level, baselineState }) => [level, baselineState])).toEqual([
      ['error', 'new'],
      ['note', 'unchanged'],
      ['warning', 'new'],
    ]);
    expect(found[0]?.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'chat.yaml' },
      region: { startLine: 12, startColumn: 3 },
    });
    for (const { ruleId, ruleIndex = -1 } of found)
      expect(run?.tool.driver.rules?.[ruleIndex]?.id).toBe(ruleId);
    expect(run?.tool.driver.rules?.[0]?.help?.text).toBe(
      CHECKS.find(({ id }) => id === found[0]?.ruleId)?.explain,
    );
    expect(
      new Set(found.map(({ partialFingerprints }) => partialFingerprints?.['countersign/v1'])).size,
    ).toBe(3);
  });
});

describe('html', () => {
  test('escapes all that it shows, and has no script and nothing to fetch', () => {
    const page = render('html');
    expect(page).not.toContain('<b>&');
    expect(page).toContain('a &lt;b&gt;&amp;&quot;&#39;&lt;/b&gt; ]]&gt; 100% #1 \\ x::y,z\ufffd\ufffd[31m');
    expect(page).not.toMatch(/<script|\s(src|href)="(?!#)|@import|url\(/);
    expect(page).toContain("default-src 'none'");
  });

  test('says what decides: the verdict, the coverage, what is mended', () => {
    const page = render('html');
    expect(page).toContain('The contract is broken: one promise is not kept.');
    expect(page).toContain('Only 85 % of the promises were exercised, and --min-coverage asks for 90 %.');
    expect(page).toContain(
      'Mended since known.json: exchange.reply/chat/speak. --update-baseline takes it out.',
    );
    expect(render('html', { ...result, cases: [] })).toContain('Nothing could be judged.');
  });

  test('every element that is opened is closed', () => {
    const open: string[] = [];
    for (const [, slash, name = ''] of render('html').matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^<>]*>/g)) {
      if (['meta', 'br'].includes(name)) continue;
      if (slash === '') open.push(name);
      else expect(open.pop()).toBe(name);
    }
    expect(open).toEqual([]);
  });
});
