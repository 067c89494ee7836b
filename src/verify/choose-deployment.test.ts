import { describe, expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';
import type { Json } from '../contract/json.ts';
import { chooseDeployment, deploymentOf } from './choose-deployment.ts';

const SERVERS = {
  production: { host: 'api.example.com', protocol: 'wss', pathname: '/v1' },
  staging: { host: 'stage.example.com', protocol: 'wss', pathname: '/v1' },
  development: { host: 'localhost:8000', protocol: 'ws' },
  feed: { host: 'feed.example.com', protocol: 'wss', pathname: '/feed' },
};

const contract = compile({
  root: 'a.yaml',
  documents: {
    'a.yaml': {
      asyncapi: '3.0.0',
      info: { title: 'Chat', version: '1' },
      servers: SERVERS,
      channels: {
        chat: channel('/chat', 'production', 'staging', 'development'),
        prices: channel('/prices', 'feed'),
      },
    } satisfies Json,
  },
  locate: (_uri, pointer) => ({ file: 'a.yaml', pointer, line: 1, column: 1 }),
}).contract;

function channel(address: string, ...servers: readonly string[]): Json {
  return {
    address,
    servers: servers.map((name) => ({ $ref: `#/servers/${name}` })),
    messages: { said: { payload: { type: 'string' } } },
  };
}

function kept(...targets: readonly string[]): readonly string[] {
  return chooseDeployment(contract, targets).endpoints.map(({ server, address }) => `${server} ${address}`);
}

describe('chooseDeployment', () => {
  test('the document has two deployments of the chat', () => {
    expect(contract.endpoints.map(({ id }) => id)).toEqual(['chat@production', 'chat@development', 'prices']);
  });

  test.for([
    ['a target on this machine is the server on this machine', ['ws://127.0.0.1:4600'], 'development /chat'],
    ['the host tells', ['wss://api.example.com'], 'production /v1/chat'],
    ['the host of an alternative tells', ['wss://stage.example.com'], 'production /v1/chat'],
    ['where nothing tells, the first', ['wss://preview.example.com'], 'production /v1/chat'],
    ['who names a server gets it', ['development=wss://preview.example.com'], 'development /chat'],
    ['who names an alternative gets its address', ['staging=ws://127.0.0.1:1'], 'production /v1/chat'],
  ] as const)('%s', ([, targets, chat]) => expect(kept(...targets)).toEqual([chat, 'feed /feed/prices']));

  test('who names several gets each', () => {
    expect(kept('production=ws://a', 'development=ws://b')).toEqual([
      'production /v1/chat',
      'development /chat',
      'feed /feed/prices',
    ]);
    expect(kept('ws://a', 'development=ws://b')).toHaveLength(3);
  });

  test.for([
    ['ws://127.0.0.1:4600', { chosen: ['development', 'feed'], left: ['production', 'staging'] }],
    ['wss://api.example.com', { chosen: ['production', 'staging', 'feed'], left: ['development'] }],
  ] as const)('%s: what was chosen is told', ([target, told]) =>
    expect(deploymentOf(contract, chooseDeployment(contract, [target]))).toEqual(told),
  );

  test('who leaves nothing out has chosen nothing', () => {
    expect(deploymentOf(contract, contract)).toBeUndefined();
  });

  test('a server without endpoints is asked for no unknown path either', () => {
    const chosen = chooseDeployment(contract, ['ws://localhost:8000']);
    expect(Object.keys(chosen.servers)).toEqual(['development', 'feed']);
  });
});
