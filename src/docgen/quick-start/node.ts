import type { Tab } from '../blocks.ts';
import type { Start } from './start.ts';
import { heardValue, placeholderNotes, scriptText, sentValue } from './words.ts';

/** `ws` 8. */
export function nodeTab(start: Start): Tab {
  const { base, target, subprotocols, headers, origin } = start.opening;
  const options = [
    ...(origin === undefined ? [] : [`origin: ${scriptText(origin)}`]),
    ...(headers.length === 0
      ? []
      : [
          `headers: { ${headers.map(([name, value]) => `${scriptText(name)}: ${scriptText(value)}`).join(', ')} }`,
        ]),
  ];
  const args = [
    scriptText(`${base}${target}`),
    ...(subprotocols.length === 0 && options.length === 0
      ? []
      : [`[${subprotocols.map(scriptText).join(', ')}]`]),
    ...(options.length === 0 ? [] : [`{ ${options.join(', ')} }`]),
  ];
  const long = args.join(', ').length > 70;
  const sent = sentValue(start, '  ');
  const data = heardValue(start) === 'data' ? 'data.toString()' : 'JSON.parse(data.toString())';
  const text = [
    "import WebSocket from 'ws'; // npm install ws",
    '',
    long
      ? `const socket = new WebSocket(\n${args.map((arg) => `  ${arg},`).join('\n')}\n);`
      : `const socket = new WebSocket(${args.join(', ')});`,
    '',
    ...(sent === undefined
      ? ["socket.on('open', () => console.log('connected'));"]
      : ["socket.on('open', () => {", `  socket.send(${sent});`, '});']),
    "socket.on('message', (data) => {",
    `  console.log('received', ${data});`,
    '});',
    "socket.on('unexpected-response', (request, response) => {",
    "  console.log('refused with', response.statusCode);",
    '  request.destroy();',
    '});',
    "socket.on('close', (code, reason) => console.log('closed', code, reason.toString()));",
    "socket.on('error', (error) => console.error(error.message));",
  ].join('\n');
  return {
    label: 'Node.js',
    code: { kind: 'code', language: 'js', text, title: 'client.mjs' },
    notes: placeholderNotes(start.opening),
  };
}
