import { expect, it } from 'vitest';
import { bundleOf } from '../../test/support/bundle-of.ts';
import { compile } from './compile.ts';

const compileWith = (scenarios: string) =>
  compile(
    bundleOf(`
asyncapi: 3.0.0
info: { title: T, version: '1' }
x-countersign:
  scenarios:
${scenarios}
servers: { w: { host: h, protocol: ws }, api: { host: h, protocol: http } }
channels:
  chat: { address: /, servers: [{ $ref: '#/servers/w' }], messages: { ask: { examples: [{ name: first, payload: {} }] }, answer: {} } }
  more: { address: /more, servers: [{ $ref: '#/servers/w' }] }
  health: { address: /health, servers: [{ $ref: '#/servers/api' }], messages: { ok: {} } }
operations:
  talk: { action: receive, channel: { $ref: '#/channels/chat' }, messages: [{ $ref: '#/channels/chat/messages/ask' }], reply: { messages: [{ $ref: '#/channels/chat/messages/answer' }] } }
  getHealth: { action: receive, channel: { $ref: '#/channels/health' }, messages: [], reply: { channel: { $ref: '#/channels/health' } } }
`),
  );

it('a scenario is compiled step by step', () => {
  const { contract, problems } = compileWith(`
    whole:
      title: All of it
      endpoint: chat
      steps:
        - companion: getHealth
          status: 200
          repeat: 2
          matches: { required: [status] }
        - client: ask
          example: first
          payload: { n: null }
        - server: answer
          payload: { n: 1 }
          matches: { properties: { n: { const: 1 } } }
          until: { last: true }
          repeat: 15
          within: 10s
`);
  expect(problems).toEqual([]);
  expect(contract.scenarios).toEqual([
    {
      name: 'whole',
      title: 'All of it',
      endpoint: 'chat',
      at: expect.objectContaining({ pointer: '/x-countersign/scenarios/whole' }),
      steps: [
        {
          kind: 'companion',
          operation: 'getHealth',
          status: 200,
          repeat: 2,
          matches: 'scenarios/whole/0/matches',
          at: expect.objectContaining({ pointer: '/x-countersign/scenarios/whole/steps/0' }),
        },
        { kind: 'client', message: 'ask', example: 'first', payload: { n: null }, at: expect.anything() },
        {
          kind: 'server',
          message: 'answer',
          payload: { n: 1 },
          matches: 'scenarios/whole/2/matches',
          until: { last: true },
          repeat: 15,
          within: 10_000,
          at: expect.anything(),
        },
      ],
    },
  ]);
  expect(contract.schemas['scenarios/whole/2/matches']?.schema).toEqual({ properties: { n: { const: 1 } } });
});

it('one of companions only needs no endpoint; one that talks does, where there are several', () => {
  const { contract, problems } = compileWith(`
    quiet: { steps: [{ companion: getHealth }] }
    talking: { steps: [{ client: ask }] }
`);
  expect(contract.scenarios.map(({ name, endpoint, steps }) => [name, endpoint, steps.length])).toEqual([
    ['quiet', undefined, 1],
    ['talking', undefined, 0],
  ]);
  expect(problems).toEqual([
    {
      severity: 'error',
      rule: 'extension.invalid',
      message: 'The scenario does not say on which endpoint it is played.',
      at: expect.objectContaining({ pointer: '/x-countersign/scenarios/talking' }),
      fix: 'Add "endpoint:" with the key of a channel.',
    },
  ]);
});

it.each<[step: string, message: string, left?: number]>([
  ['{ client: answer }', 'There is no message "answer" that the client sends at "chat".'],
  [
    '{ server: anwser }',
    'There is no message "anwser" that the server sends at "chat". Did you mean "answer"?',
  ],
  ['{ client: ask, example: frist }', 'There is no example "frist" of "ask". Did you mean "first"?', 1],
  ['{ companion: health }', 'There is no HTTP operation "health" in the document.'],
])('a step that names nothing is an error: %s', (step, message, left = 0) => {
  const { contract, problems } = compileWith(`    a: { endpoint: chat, steps: [${step}] }`);
  expect(contract.scenarios[0]?.steps).toHaveLength(left);
  expect(problems.map((problem) => [problem.rule, problem.message])).toEqual([
    ['extension.unknown-name', message],
  ]);
});
