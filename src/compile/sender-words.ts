import { nameWords } from '../contract/name-words.ts';
import type { Party } from '../contract/party.ts';

/** Who asks starts with a verb; who answers ends with what happened. Judged on many real documents. */
const CLIENT_VERBS: ReadonlySet<string> = new Set([
  ...['subscribe', 'unsubscribe', 'ping', 'login', 'logout', 'auth', 'authenticate', 'authorize', 'join'],
  ...['leave', 'send', 'get', 'set', 'create', 'start', 'stop', 'init', 'initialize', 'request', 'submit'],
  ...['identify', 'handshake', 'resume', 'cancel', 'place', 'add', 'remove', 'edit', 'delete', 'post'],
  ...['register', 'configure', 'fetch', 'list', 'query', 'call', 'invoke', 'configuration', 'command'],
  ...[
    'update',
    'force',
    'change',
    'modify',
    'do',
    'begin',
    'end',
    'connect',
    'finalize',
    'terminate',
    'inject',
    'enter',
    'sign',
  ],
]);
const CLIENT_ENDINGS: ReadonlySet<string> = new Set(['request', 'req', 'command', 'cmd', 'query', 'input']);
const SERVER_ENDINGS: ReadonlySet<string> = new Set([
  ...['response', 'resp', 'reply', 'result', 'results', 'ack', 'acknowledgement', 'update', 'updates'],
  ...['event', 'notification', 'error', 'status', 'snapshot', 'tick', 'ticker', 'broadcast', 'success'],
  ...['failure', 'warning', 'transcription', 'transcript', 'announcement', 'receipt', 'indicator'],
]);
const SERVER_WORDS: ReadonlySet<string> = new Set([
  ...['pong', 'welcome', 'ready', 'tick', 'error', 'heartbeat', 'challenge', 'notify', 'goodbye', 'rejected'],
]);
/** Words that say what a thing is, not what it does. */
const NOISE: ReadonlySet<string> = new Set(['message', 'msg', 'payload', 'data', 'frame', 'body', 'packet']);

/** Which side would send a message of that name? `undefined`: the name does not say. */
export function senderByName(name: string): Party | undefined {
  // `subscribe.message.0` is what AsyncAPI's own converter calls a message that had no name.
  if (/^(publish|subscribe)\.message(\.\d+)?$/.test(name)) return undefined;
  const words = nameWords(name);
  const [first, second] = words;
  if (first === 'client' || second === 'client') return first === 'to' ? 'server' : 'client';
  if (first === 'server' || second === 'server') return first === 'to' ? 'client' : 'server';
  const telling = words.filter((word) => !NOISE.has(word));
  const last = telling.at(-1);
  const start = telling[0];
  if (last === undefined || start === undefined) return undefined;
  if (SERVER_ENDINGS.has(last)) return 'server';
  if (CLIENT_ENDINGS.has(last)) return 'client';
  if (telling.length === 1 && SERVER_WORDS.has(last)) return 'server';
  if (CLIENT_VERBS.has(start)) return 'client';
  if (/[^aeiou]ed$|[aeiou][^aeiou]ed$|^left$|^joined$/.test(last) && last !== 'feed' && last !== 'speed')
    return 'server';
  return SERVER_WORDS.has(last) ? 'server' : undefined;
}
