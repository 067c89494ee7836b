import type { Contract } from '../contract/contract.ts';
import { type ArtilleryOptions, usersOf } from './artillery.ts';
import { headerLine, type Origin, oneLine, variable } from './source-text.ts';

/** What a load tester has to know about the files beside it. */
export function artilleryReadme(contract: Contract, origin: Origin, options: ArtilleryOptions): string {
  const { script, processor, schemes, conversations } = options;
  const users = usersOf(contract, conversations);
  return [
    `<!-- ${headerLine(origin).replace(/^\/\/ /, '')} -->`,
    '',
    `# Load test of ${oneLine(origin.title)} ${oneLine(origin.version)}`,
    '',
    'For [Artillery](https://www.artillery.io) 2, on Node 22.18 or later. Each virtual user has one conversation of the document,',
    'and the rules of the contract judge what comes. The run ends with 1 where the contract is broken.',
    '',
    '```sh',
    'npm install --save-dev artillery countersign',
    `npx artillery run ${script} --target wss://staging.example.com`,
    '```',
    '',
    `- \`${script}\` is yours: phases, weights, thresholds. It is written once.`,
    `- \`${fileName(processor)}\` and \`${fileName(options.contract)}\` are written anew by \`countersign generate artillery\`,`,
    '  which says what the script then lacks.',
    '',
    '## How much',
    '',
    'Open connections are arrivals in a second × seconds that a conversation takes. `hold` keeps each connection open for some',
    'more: what the server sends meanwhile is counted, and must be valid.',
    '',
    '```sh',
    `npx artillery run ${script} -v '{"hold":60}' --overrides '{"config":{"phases":[{"duration":300,"arrivalRate":100}]}}'`,
    '```',
    '',
    '## Credentials',
    '',
    ...credentialsText(schemes),
    '',
    '## Many machines',
    '',
    'Artillery takes these files along, and the version of countersign that is installed here:',
    '',
    '```sh',
    `npx artillery run:fargate ${script} --count 20 --region eu-central-1 --target wss://staging.example.com`,
    '```',
    '',
    '`run:lambda` and `run:aci` do the same. Environment variables reach the workers by `--dotenv`, and each virtual user of',
    'each worker takes a row of `config.payload`. The report joins what all of them measured.',
    '',
    '## What the report shows',
    '',
    '| Metric | |',
    '| --- | --- |',
    '| `countersign.kept` `.broken` `.refused` `.unproved` `.skipped` | How conversations ended. `refused`: the handshake was not accepted. `unproved`: the document promises nothing about it, or nothing came to judge. `skipped`: it could not be had, for want of a credential, say. |',
    '| `countersign.broken.<conversation>` | Broken promises, by conversation. The log has some of each kind, with the line of the document. |',
    '| `countersign.connect_time` | ms until the handshake was accepted. |',
    '| `countersign.refused.<status>` | Handshakes that were not, by status, or by what went wrong before there was one. |',
    '| `countersign.reply_time.<conversation>` | ms until the reply, or the event. |',
    '| `countersign.reply_time.within_<ms>` | The same, of all conversations for which the document promises that time: `within`. A threshold holds the 95th percentile to it. |',
    '| `countersign.sent.<message>` `.received.<message>` `.invalid.<message>` | Messages, as the document calls them. `invalid`: it breaks its schema; `invalid.unknown_message` is none of the document. |',
    '| `countersign.dropped` `.closed.<code>` | Connections that the server closed while they were held. `dropped`: without a Close frame, or with 1011, 1012 or 1013. |',
    '',
    '## Conversations',
    '',
    '| Function | | Promised |',
    '| --- | --- | --- |',
    ...users.map(
      ({ user, title, within }) =>
        `| \`${user}\` | ${cell(title)} | ${within === undefined ? '' : `within ${within} ms`} |`,
    ),
    '',
  ].join('\n');
}

function credentialsText(schemes: readonly string[]): readonly string[] {
  const [first] = schemes;
  if (first === undefined)
    return [
      'None are asked for, or the document says where to get them: then each process fetches them once, and again before they expire.',
      'A row of `config.payload` can give a virtual user its own, in a column that is called like the security scheme.',
    ];
  return [
    `One for all, in the environment: ${schemes.map((name) => `\`${variable(name)}\` (${cell(name)})`).join(', ')}. Each virtual user its own: a CSV file with a`,
    'column for each scheme, which goes before the environment.',
    '',
    '```yaml',
    'config:',
    `  payload: { path: users.csv, fields: [${schemes.map((name) => JSON.stringify(name)).join(', ')}], order: sequence }`,
    '```',
  ];
}

function fileName(path: string): string {
  return path.replace(/^\.\//, '');
}

function cell(text: string): string {
  return oneLine(text).replaceAll('|', '\\|');
}
