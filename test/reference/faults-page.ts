import type { Contract } from '../../src/contract/contract.ts';
import { FAULT_KINDS, faultNamed } from '../../src/engine/faults/catalogue.ts';
import { formOf } from '../../src/engine/faults/fault-kind.ts';
import { PARAMETER_WORDS } from '../../src/engine/faults/parameter-value.ts';

/** `docs/reference/faults.md`: all of it from the catalogue; the checks are those of these systems. */
export function faultsPage(systems: readonly Contract[]): string {
  const rows = FAULT_KINDS.map((kind) => {
    const fault = faultNamed(kind.name);
    const written = [kind.name, ...(kind.examples ?? [])];
    const checks = systems.flatMap((contract) =>
      written.flatMap((name) => faultNamed(name).breaks(contract) ?? []),
    );
    const found = [...new Set(checks)].sort().map((check) => `\`${check}\``);
    return `| \`${formOf(kind)}\` | ${fault.title} | ${found.length === 0 ? 'none of them: nothing there promises it' : found.join(', ')} |`;
  });
  const parameters = FAULT_KINDS.flatMap(({ name, parameters = [] }) =>
    parameters.map(
      (one) =>
        `| \`${name}\` | \`<${one.name}>\` | ${PARAMETER_WORDS[one.type]} | ${one.default}${one.type === 'duration' ? ' ms' : ''} |`,
    ),
  );
  return `${[HEAD, [...TABLE, ...rows].join('\n'), PARAMETERS, [...PARAMETER_TABLE, ...parameters].join('\n'), TAIL].join('\n\n')}\n`;
}

const HEAD = `# Faults

A mock obeys its document. To see how a client gets on with a server that does not, switch on a fault: one catalogue, one
name each. Each fault knows which check of \`countersign verify\` finds it in a given document, or that the document
promises nothing that it breaks; the kill law (\`test/laws/kill.test.ts\`) holds it to that.
\`countersign mock <document> --fault list\` prints the catalogue for that document.

| where | how |
| --- | --- |
| on the command line | \`countersign mock asyncapi.yaml --fault close-4401 --fault latency-500ms\` |
| in \`countersign.config.ts\` | \`mock: { faults: ['close-4401', 'latency-500ms'] }\` |
| in a test | \`startMock(contract, { faults: ['close-4401'] })\`, later \`mock.setFaults(['no-reply'])\` |
| while it runs | \`curl -X PUT http://127.0.0.1:4600/__countersign/faults/close-4401\`, and \`-X DELETE\` ([admin API](admin-api.md)) |
| by the client itself | \`ws://127.0.0.1:4600/ws?__countersign=close-4401,latency-2s\`, with \`--allow-query-faults\` |

A fault is committed everywhere, at one endpoint (\`no-reply@voice\`), or on one connection (\`no-reply@#7\`); one that a
client asks for, on its own connection. What is switched on while connections are open concerns them too.

This page is written by \`UPDATE_DOCS=1 npx vitest run test/faults-docs.test.ts\`.

## The catalogue

The last column has the checks that find it in one of the documents of this repository.`;

const TABLE = ['| fault | what the mock does then | found by |', '| --- | --- | --- |'];

const PARAMETERS = `## Parameters

What stands in brackets may be left out: \`close\`, \`close-4401\`, \`close-after-3\`, \`close-4401-after-3\`.`;

const PARAMETER_TABLE = ['| fault | parameter | takes | default |', '| --- | --- | --- | --- |'];

const TAIL = `## What is counted, and what is late

\`close\`, \`drop\` and \`lose\` count the messages that the server sends on one connection. \`latency\` and \`trickle\` keep the
order of messages, and a Close frame waits for the messages before it. \`trickle\` sends a message in fragments (RFC 6455
§5.4), one every 100 ms. \`reorder\` holds a message back for 200 ms at most; where no other comes by then, it is sent.
What the schema faults change is the first place of a payload that they can break; what tells messages apart is changed
last. A message whose schema leaves nothing to break in that way is sent as it is.`;
