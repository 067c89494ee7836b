import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { utf8Of } from '../script/base64.ts';
import { rawFrames } from '../script/raw-frame.ts';
import type { Opening, OutgoingFrame, Script } from '../script/script.ts';
import { scriptCommands } from './script-command.ts';

const target = { base: 'ws://localhost:8000' };

function script(opening: Opening, ...frames: readonly OutgoingFrame[]): Script {
  return {
    deadline: 1_000,
    steps: [
      { do: 'connect', on: 'a', opening, within: 1_000 },
      ...frames.map((frame) => ({ do: 'send', on: 'a', frame }) as const),
      { do: 'expect', on: 'a', until: {}, within: 500 },
    ],
  };
}

describe('a script as a command', () => {
  test.each<[string, Script, string]>([
    [
      'a handshake',
      script({ target: '/ws?a=1', origin: 'https://foreign-site.test', headers: [['Cookie', 'sid=secret']] }),
      "curl -i -N --http1.1 -m 5 -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: Y291bnRlcnNpZ24tMTYtYQ==' -H 'Origin: https://foreign-site.test' -H 'Cookie: …' 'http://localhost:8000/ws?a=1'",
    ],
    [
      'a conversation',
      script({ target: '/ws' }, { json: { say: "it's" } }),
      `(printf '%s\\n' '{"say":"it'\\''s"}'; sleep 0.5) | websocat -n ws://localhost:8000/ws`,
    ],
    [
      'raw frames',
      script({ target: '/ws' }, { raw: rawFrames({ opcode: 1, payload: utf8Of('{}'), masked: false }) }),
      "(printf '%s\\r\\n' 'GET /ws HTTP/1.1' 'Host: localhost:8000' 'Upgrade: websocket' 'Connection: Upgrade' 'Sec-WebSocket-Key: Y291bnRlcnNpZ24tMTYtYQ==' 'Sec-WebSocket-Version: 13' ''; sleep 1; echo gQJ7fQ== | base64 -d; sleep 2) | nc localhost 8000",
    ],
    [
      'a handshake that no client sends',
      script({ target: '/ws', omit: ['Sec-WebSocket-Key'], httpVersion: '1.0' }),
      "(printf '%s\\r\\n' 'GET /ws HTTP/1.0' 'Host: localhost:8000' 'Upgrade: websocket' 'Connection: Upgrade' 'Sec-WebSocket-Version: 13' ''; sleep 1) | nc localhost 8000",
    ],
    [
      'a request',
      {
        deadline: 1_000,
        steps: [
          {
            do: 'request',
            as: 'answer',
            method: 'POST',
            target: '/login',
            headers: [['Content-Type', 'application/json']],
            body: '{"user":"ann"}',
            within: 500,
          },
        ],
      },
      `curl -i -X POST -H 'Content-Type: application/json' --data-raw '{"user":"ann"}' http://localhost:8000/login`,
    ],
  ])('%s', (_, given, command) => {
    expect(scriptCommands(given, target)).toEqual([command]);
  });

  test('a shell reads what was meant', () => {
    const [command = ''] = scriptCommands(script({ target: '/ws' }, { text: `$HOME "x" 'y' \\n` }), target);
    const printed = execFileSync('sh', ['-c', command.slice(1, command.indexOf('; sleep'))], {
      encoding: 'utf8',
    });
    expect(printed).toBe(`$HOME "x" 'y' \\n\n`);
  });
});
