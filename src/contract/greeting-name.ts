import type { Endpoint } from './endpoint.ts';
import type { MessageId } from './message.ts';
import { nameWords } from './name-words.ts';
import { pushesOf } from './queries.ts';

const NOISE = /^(message|msg|event|server|payload|data|ws|websocket|socket)$/;
const GREETINGS: ReadonlySet<string> = new Set([
  ...[
    'connected',
    'welcome',
    'hello',
    'greeting',
    'greetings',
    'connection established',
    'connection opened',
  ],
  ...[
    'connection open',
    'connection ready',
    'connection success',
    'connection successful',
    'connection accepted',
  ],
  ...['connection confirmed', 'connection confirmation', 'connection created', 'connection acknowledged'],
  ...['session created', 'session ready', 'auth required', 'authentication required', 'initial state'],
]);

/** Is this what servers call the first thing that they say on a connection? */
function isGreetingName(name: string): boolean {
  return GREETINGS.has(
    nameWords(name)
      .filter((word) => !NOISE.test(word))
      .join(' '),
  );
}

/** What the mock sends once, on open, though no greeting is declared: by their names, nothing else can be meant. */
export function greetingsByName(endpoint: Endpoint): readonly MessageId[] {
  if (endpoint.greeting !== undefined) return [];
  return pushesOf(endpoint)
    .filter(({ every, after }) => every === undefined && after === undefined)
    .flatMap(({ messages }) => messages.filter(isGreetingName));
}
