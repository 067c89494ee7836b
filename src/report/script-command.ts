import type { OutgoingFrame, Script, Step } from '../script/script.ts';

/** Where a script was run. */
export interface CommandTarget {
  /** `ws://host:port`, without a path. */
  readonly base: string;
  /** Header names whose value is not shown but asked for, such as `authorization` and `cookie`. */
  readonly secret?: readonly string[];
}

const SECRET: readonly string[] = ['authorization', 'cookie', 'proxy-authorization'];

/**
 * The same as commands for a shell, so that a finding can be tried by hand: `curl` for a request or for a handshake
 * that nothing follows, `websocat` for a conversation, `nc` for frames and handshakes that no client would send. One
 * line for each connection and request; what one connection does between the steps of another is lost.
 */
export function scriptCommands(script: Script, target: CommandTarget): readonly string[] {
  return commandsOf(script, target).map((command) => command.replaceAll(MARKER, '…'));
}

/** Where a plan has a credential. */
const MARKER = /~credential-[^~]*~[^~]*~(?:fresh|any)~/g;

function commandsOf(script: Script, target: CommandTarget): readonly string[] {
  const commands: string[] = [];
  for (const [index, step] of script.steps.entries()) {
    if (step.do === 'request') commands.push(curl(step, target));
    if (step.do === 'connect') commands.push(connection(step, script.steps.slice(index + 1), target));
  }
  return commands;
}

type Connect = Extract<Step, { do: 'connect' }>;
type Request = Extract<Step, { do: 'request' }>;

function connection(connect: Connect, rest: readonly Step[], target: CommandTarget): string {
  const own = rest.filter((step) => step.do === 'wait' || ('on' in step && step.on === connect.on));
  const sends = own.flatMap((step) => (step.do === 'send' ? [step.frame] : []));
  const { method = 'GET', httpVersion = '1.1', omit = [] } = connect.opening;
  const isOdd = method !== 'GET' || httpVersion !== '1.1' || omit.length > 0;
  if (isOdd || sends.some((frame) => 'raw' in frame)) return netcat(connect, own, target);
  return sends.length === 0 ? handshake(connect, target) : websocat(connect, own, target);
}

function headersOf({ opening }: Connect, target: CommandTarget): readonly (readonly [string, string])[] {
  const secret = target.secret ?? SECRET;
  return [
    ...(opening.origin === undefined ? [] : [['Origin', opening.origin] as const]),
    ...(opening.subprotocols === undefined || opening.subprotocols.length === 0
      ? []
      : [['Sec-WebSocket-Protocol', opening.subprotocols.join(', ')] as const]),
    ...(opening.headers ?? []),
  ].map(([name, value]) => [name, secret.includes(name.toLowerCase()) ? '…' : value] as const);
}

function websocat(connect: Connect, steps: readonly Step[], target: CommandTarget): string {
  const lines = steps.flatMap((step): readonly string[] => {
    if (step.do === 'wait') return [`sleep ${seconds(step.ms)}`];
    if (step.do === 'expect') return [`sleep ${seconds(Math.min(step.within, 2_000))}`];
    if (step.do !== 'send') return [];
    return [`printf '%s\\n' ${quote(textOf(step.frame))}`];
  });
  const flags = headersOf(connect, target).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`);
  const binary = steps.some((step) => step.do === 'send' && 'base64' in step.frame)
    ? ['--binary', '--base64']
    : [];
  const url = quote(target.base + connect.opening.target);
  return `(${lines.join('; ')}) | ${['websocat', '-n', ...binary, ...flags, url].join(' ')}`;
}

function textOf(frame: OutgoingFrame): string {
  if ('json' in frame) return JSON.stringify(frame.json);
  if ('text' in frame) return frame.text;
  return 'base64' in frame ? frame.base64 : '';
}

function handshake(connect: Connect, target: CommandTarget): string {
  const required: readonly (readonly [string, string])[] = [
    ['Connection', 'Upgrade'],
    ['Upgrade', 'websocket'],
    ['Sec-WebSocket-Version', '13'],
    ['Sec-WebSocket-Key', 'Y291bnRlcnNpZ24tMTYtYQ=='],
  ];
  const own = headersOf(connect, target);
  const given = new Set(own.map(([name]) => name.toLowerCase()));
  const headers = [...required.filter(([name]) => !given.has(name.toLowerCase())), ...own];
  const flags = headers.map((header) => `-H ${quote(header.join(': '))}`);
  const url = quote(target.base.replace(/^ws/, 'http') + connect.opening.target);
  return ['curl', '-i', '-N', '--http1.1', '-m 5', ...flags, url].join(' ');
}

function curl({ method, target: path, headers, body }: Request, target: CommandTarget): string {
  const secret = target.secret ?? SECRET;
  const flags = headers.map(
    ([name, value]) => `-H ${quote(`${name}: ${secret.includes(name.toLowerCase()) ? '…' : value}`)}`,
  );
  const data = body === undefined ? [] : [`--data-raw ${quote(body)}`];
  const url = quote(target.base.replace(/^ws/, 'http') + path);
  return ['curl', '-i', '-X', method, ...flags, ...data, url].join(' ');
}

/** Bytes as they are: the head by hand, raw frames in base64, everything else left away. */
function netcat(connect: Connect, steps: readonly Step[], target: CommandTarget): string {
  const [, scheme = 'ws', authority = ''] = /^(wss?):\/\/(.*)$/.exec(target.base) ?? [];
  const [, host = authority, port] = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(authority) ?? [];
  const { method = 'GET', httpVersion = '1.1', target: path, omit = [] } = connect.opening;
  const omitted = new Set(omit.map((name) => name.toLowerCase()));
  const own = headersOf(connect, target);
  const given = new Set(own.map(([name]) => name.toLowerCase()));
  const head = [
    `${method} ${path} HTTP/${httpVersion}`,
    ...(
      [
        ['Host', authority],
        ['Upgrade', 'websocket'],
        ['Connection', 'Upgrade'],
        ['Sec-WebSocket-Key', 'Y291bnRlcnNpZ24tMTYtYQ=='],
        ['Sec-WebSocket-Version', '13'],
      ] as const
    )
      .filter(([name]) => !omitted.has(name.toLowerCase()) && !given.has(name.toLowerCase()))
      .map((header) => header.join(': ')),
    ...own.map((header) => header.join(': ')),
    '',
  ];
  const frames = steps.flatMap((step) =>
    step.do === 'send' && 'raw' in step.frame ? [`echo ${step.frame.raw} | base64 -d; sleep 2`] : [],
  );
  const bytes = [`printf '%s\\r\\n' ${head.map(quote).join(' ')}`, 'sleep 1', ...frames].join('; ');
  const open =
    scheme === 'wss'
      ? `openssl s_client -quiet -connect ${host}:${port ?? '443'}`
      : `nc ${host} ${port ?? '80'}`;
  return `(${bytes}) | ${open}`;
}

function seconds(ms: number): string {
  return String(Math.ceil(ms / 100) / 10);
}

/** For a POSIX shell. */
function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
