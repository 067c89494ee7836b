import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InstalledPackage } from './installed-package.ts';

/** What a stranger would write first: it turns pages away, and forgets the id of the ping. */
const BACKEND = (id: string, accepts: string): string => `import { WebSocketServer } from 'ws';

const server = new WebSocketServer({
  port: Number(process.env.PORT),
  host: '127.0.0.1',
  path: '/ws',
  verifyClient: ({ origin }, done) => done(${accepts}, 403),
});
server.on('connection', (client) => {
  const topics = new Map();
  client.on('message', (data) => {
    let message;
    try {
      message = JSON.parse(data);
    } catch {
      return;
    }
    if (message.type === 'ping') client.send(JSON.stringify({ type: 'pong'${id} }));
    if (message.type === 'subscribe' && !topics.has(message.topic)) {
      const tick = () => client.send(JSON.stringify({ type: 'tick', topic: message.topic, value: 1 }));
      tick();
      topics.set(message.topic, setInterval(tick, 1000));
    }
    if (message.type === 'unsubscribe') {
      clearInterval(topics.get(message.topic));
      topics.delete(message.topic);
    }
  });
  client.on('close', () => topics.forEach((timer) => clearInterval(timer)));
});
`;

const ID = ', id: message.id';
const CONNECTS = `
const socket = new (await import('ws')).WebSocket(process.argv[1], { origin: 'http://localhost:5173' });
socket.on('open', () => socket.send(JSON.stringify({ type: 'ping', id: 7 })));
socket.on('message', (data) => { console.log(String(data)); socket.close(); });
`;

/** What was done and seen, step by step; throws where a step does not go as it must. */
export async function firstMinute(
  installed: InstalledPackage,
): Promise<{ readonly steps: readonly string[]; readonly seconds: number }> {
  const { folder, run } = installed;
  const steps: string[] = [];
  const begin = performance.now();
  let last = begin;
  const done = (step: string): void => {
    const now = performance.now();
    steps.push(`${((now - last) / 1000).toFixed(1).padStart(5)} s  ${step}`);
    last = now;
  };

  expectIn(run('npx', ['countersign', 'init', '--yes']).stdout, '4 files were written.');
  done('countersign init --yes');

  const mock = await startMock(installed);
  const answer = run(process.execPath, ['--input-type=module', '--eval', CONNECTS, '--', mock.url]).stdout;
  mock.child.kill('SIGINT');
  await once(mock.child, 'close');
  if (JSON.stringify(JSON.parse(answer)) !== '{"type":"pong","id":7}')
    throw new Error(`The mock answered ${answer}`);
  done('countersign mock: a ping is answered with its id');

  mkdirSync(join(folder, 'backend'));
  const start = 'PORT={port} node backend/server.js';
  const verify = ['countersign', 'verify', '--start', start, '--origin', 'http://localhost:5173'];
  const write = (id: string, accepts: string): void =>
    writeFileSync(join(folder, 'backend/server.js'), BACKEND(id, accepts));
  write('', "origin === undefined || origin === 'https://app.example'");
  const refused = run('npx', verify, 1).stdout;
  expectIn(refused, '/ws accepts a good handshake');
  expectIn(refused, 'cause     ORIGIN-DENIED');
  done('countersign verify: red, and its diagnosis: the Origin is not allowed');

  write('', 'true');
  const broken = run('npx', verify, 1).stdout;
  expectIn(broken, 'exchange.reply/feed');
  done('countersign verify: the handshake is mended, a reply lacks its id');

  write(ID, 'true');
  expectIn(run('npx', verify).stdout, 'failed 0');
  done('countersign verify: green');
  return { steps, seconds: (performance.now() - begin) / 1000 };
}

function expectIn(text: string, part: string): void {
  if (!text.includes(part)) throw new Error(`"${part}" is not in\n${text}`);
}

async function startMock({
  folder,
}: InstalledPackage): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const child = spawn(join(folder, 'node_modules/.bin/countersign'), ['mock', '--port', '0'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let seen = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      seen += text;
      const found = /ws:\/\/127\.0\.0\.1:\d+\/ws/.exec(seen)?.[0];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`The mock ended: ${seen}`)));
  });
  return { url, child };
}
