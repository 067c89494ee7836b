/** DESIGN §3. A folder of `src/`, or a file that stands in `src/` itself, and its row. */
export const ROWS: Readonly<Record<string, number>> = {
  errors: 0,
  contract: 1,
  script: 1,
  transcript: 1,
  result: 1,
  compile: 2,
  schema: 2,
  rules: 2,
  engine: 2,
  lint: 2,
  checks: 2,
  diagnose: 2,
  report: 2,
  docgen: 2,
  codegen: 2,
  load: 3,
  dial: 3,
  mock: 3,
  probe: 3,
  verify: 3,
  build: 3,
  cli: 4,
  vitest: 4,
  conformance: 4,
  'index.ts': 4,
};

/** The only imports within a row that leave their folder. Why each is here stands in ARCHITECTURE.md. */
export const SIDEWAYS: ReadonlySet<string> = new Set(
  [
    ['contract', ['script', 'transcript', 'result']],
    ['script', ['transcript']],
    ['transcript', ['result']],
    ['schema', ['compile', 'rules', 'engine', 'lint', 'checks', 'docgen', 'codegen']],
    ['compile', ['lint']],
    ['rules', ['engine', 'lint', 'checks', 'diagnose', 'docgen']],
    ['checks', ['docgen']],
    ['diagnose', ['docgen']],
    ['probe', ['verify']],
    ['dial', ['probe', 'verify']],
    ['load', ['build']],
    ['build', ['mock']],
    ['report', ['docgen']],
  ].flatMap(([to, from]) => [from].flat().map((folder) => `${folder} → ${to}`)),
);

/** Packages that are a world of their own: only row 3 and above may name them. */
export const WORLDLY: ReadonlySet<string> = new Set(['ws', 'msw', 'mock-socket']);

/** Code that a browser runs: bundled as a whole, with a tsconfig of its own. Nobody imports it, and it knows no Node. */
export const PAGES: readonly string[] = ['src/mock/console/page/', 'src/build/docs/page/'];
