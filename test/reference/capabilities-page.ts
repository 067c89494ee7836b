import {
  CASES,
  type ConformanceAdapter,
  type ConformanceResult,
  capabilityTable,
  reasonToSkip,
} from '../../src/conformance/index.ts';

/** What a run finds in which nothing fails; that nothing does is what the suites of test/conformance hold them to. */
function cleanRun(adapter: Pick<ConformanceAdapter, 'name' | 'lacks'>): readonly ConformanceResult[] {
  return CASES.map(({ id, title, needs = [] }) => {
    const head = { adapter: adapter.name, id, title };
    const reason = reasonToSkip(adapter, { needs }, NO_TIMERS);
    return reason === undefined ? { ...head, outcome: 'passed' } : { ...head, outcome: 'skipped', reason };
  });
}

const NO_TIMERS = { install: () => undefined, advance: () => Promise.resolve(), restore: () => undefined };

export function capabilitiesPage(adapters: readonly Pick<ConformanceAdapter, 'name' | 'lacks'>[]): string {
  return `# What each transport can do

One mock, five ways to reach it: a server on a port (\`countersign/mock\`, here *ws*), MSW in Node and in a browser
(\`countersign/msw\`), mock-socket (\`countersign/mock-socket\`), and one without any network (\`memoryMock\` of
\`countersign/conformance\`). They share one engine, one journal and the same verbs (\`received\`, \`waitFor\`,
\`violations\`, \`push\`, …), and ${CASES.length} cases hold them to the same behaviour. What a transport cannot do is here,
with the reason; those cases are skipped, and nothing else is.

\`npm run conformance\` runs the cases. This page is written by \`UPDATE_DOCS=1 npx vitest run test/conformance/pages.test.ts\`.

${capabilityTable(adapters, adapters.flatMap(cleanRun))}

## What has no case

- Without a wire there are no frames: no Ping and Pong that a test could see, no fragments (the fault \`trickle\` is only
  slow), no permessage-deflate, and nothing that breaks RFC 6455. To the keepalive every page is alive.
- Whatever a mock in the page answers, the page may read: CORS is a browser's check of a real answer. Try it with
  \`countersign mock\`.
- A page is told nothing of a refused handshake but \`error\` and \`close\` with 1006. The status and the reason stand in the
  journal, \`mock.violations()\`.
- MSW in Node also intercepts \`node:http\`: a client of \`ws\` is refused there with the real status. When it is accepted it
  opens, but MSW hands no frames on to it: use \`startMock\` for such clients.
- mock-socket sends with a delay of 4 ms by \`setTimeout\`, so with fake timers time has to pass before anything arrives.
- Fake timers are best switched on before the mock is made, and at the latest before a connection opens: a delay that
  has begun on the real clock ends on it.

## A transport of your own

\`\`\`ts
import { describe, test, vi } from 'vitest';
import { describeConformance } from 'countersign/conformance';
import { myAdapter } from './my-adapter.js';

describeConformance(myAdapter, { describe, test });
\`\`\`

An adapter has a name, what it lacks with the reason, and \`start(contract, options)\`, which gives a running mock: its
verbs, the \`WebSocket\` that reaches it, and \`fetch\` where HTTP does. \`runConformance(adapter)\` does the same without a
test runner, in a page too.
`;
}
