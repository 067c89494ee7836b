import type { Contract } from '../contract/contract.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import type { MessageId } from '../contract/message.ts';
import { requestsOf } from '../contract/queries.ts';
import { escapeRegExp, keyText, oneLine, quoted } from './source-text.ts';

/**
 * A file with a handler for each message that clients send. Each does what the mock would do without it, until somebody
 * writes something else there: the file is theirs from then on, and is not generated again.
 * @param types the module that has `Contract`, as this file imports it
 */
export function handlersText(contract: Contract, types: string): string {
  return [
    `// Handlers for countersign mock --handlers, of ${oneLine(contract.title)}. This file is yours: it is not generated again.`,
    "import { defineMock } from 'countersign/mock';",
    `import type { Contract } from ${quoted(types)};`,
    '',
    '// biome-ignore lint/style/noDefaultExport: countersign mock reads the default export',
    'export default defineMock<Contract>({',
    ...handled(contract).flatMap((endpoint) => [
      `  // ${endpoint.address}`,
      `  ${keyText(endpoint.id)}: {`,
      ...endpoint.messages.client.flatMap((message) => handler(endpoint, message)),
      '  },',
    ]),
    '});',
    '',
  ].join('\n');
}

/** What a handlers file does not speak of, though clients send it: `chat.subscribe`. */
export function missingHandlers(contract: Contract, text: string): readonly string[] {
  return handled(contract).flatMap(({ id, messages }) =>
    messages.client.filter((message) => !mentions(text, message)).map((message) => `${id}.${message}`),
  );
}

function handled({ endpoints }: Contract): readonly Endpoint[] {
  return endpoints.filter(({ absent, messages }) => absent === undefined && messages.client.length > 0);
}

function handler(endpoint: Endpoint, message: MessageId): readonly string[] {
  const replies = new Set(
    requestsOf(endpoint)
      .filter(({ messages }) => messages.includes(message))
      .flatMap(({ reply }) => reply?.messages ?? [])
      .filter((reply) => endpoint.messages.server.includes(reply)),
  );
  const [first] = replies;
  const says =
    first === undefined
      ? 'Nothing answers it.'
      : `Answered with ${[...replies].join(' or ')}: send(${quoted(first)}, { … }) says something else.`;
  return [`    // ${oneLine(says)}`, `    ${keyText(message)}: (_request, { proceed }) => proceed(),`];
}

function mentions(text: string, message: MessageId): boolean {
  const name = escapeRegExp(message);
  return new RegExp(`(?<![\\p{L}\\p{N}_$])${name}(?![\\p{L}\\p{N}_$])`, 'u').test(text);
}
