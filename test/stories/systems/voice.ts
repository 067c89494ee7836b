import { allOf, bare, broken, client, only, verified } from '../rows.ts';
import type { Knock, Variant } from '../variant.ts';

const system = 'voice';
const PAGE = { url: '/ws/voice/simple?user_id=test-user', origin: 'http://localhost:3000' } as const;
const sound: Knock = { ...PAGE, verdict: 'CONNECTED', sure: 'proven', says: /Ping/ };
const noRoute: Knock = { ...PAGE, verdict: 'NO-ROUTE', sure: 'likely', says: /no WebSocket is registered/ };
const wrongPath: Knock = {
  ...PAGE,
  url: '/api/ws/voice?user_id=test-user',
  verdict: 'WRONG-PATH',
  sure: 'proven',
  says: /It is at \/ws\/voice\/simple/,
};
const noOrigin: Knock = {
  url: PAGE.url,
  verdict: 'ORIGIN-MISSING',
  sure: 'proven',
  says: /With Origin http:\/\/localhost:3000 it connects/,
};

export const VOICE: readonly Variant[] = [
  { system, name: 'mended', run: verified(), red: [], knocks: [sound] },
  { system, name: 'mended, --ws wsproto', run: verified({ ws: 'wsproto' }), red: [], knocks: [sound] },
  {
    system,
    name: 'no such route',
    run: broken('no-route'),
    red: ['handshake.accept/voice'],
    says: /403/,
    knocks: [noRoute, bare(noRoute)],
  },
  {
    system,
    name: 'any Origin may connect',
    run: broken('any-origin'),
    red: ['origin.foreign/voice'],
    says: /foreign Origin .* was accepted/,
    knocks: [{ ...PAGE, verdict: 'ORIGIN-UNCHECKED', sure: 'proven', says: /any other site/ }],
  },
  {
    system,
    name: 'no Origin is let through',
    run: broken('no-origin-check-on-missing'),
    red: ['origin.missing/voice'],
    says: /without Origin was accepted/,
    // Nothing is refused: what should have been is a question for verify.
    knocks: [{ ...sound, url: PAGE.url }],
  },
  {
    system,
    name: 'the wrong reply to init',
    run: broken('wrong-reply'),
    red: allOf('exchange.reply/voice', 'startSession', 'resumeSession'),
    says: /"transcription" came, and no "session_start"/,
    knocks: [
      {
        ...PAGE,
        verdict: 'REPLY-NEVER',
        sure: 'likely',
        says: /not with the session_start that the client waits for/,
      },
    ],
  },
  {
    system,
    name: 'a field missing in the reply',
    run: broken('missing-field'),
    red: allOf('exchange.reply/voice', 'startSession', 'resumeSession'),
    says: /\/data lacks "session_id"/,
    knocks: [sound],
  },
  {
    system,
    name: 'connected, and silent',
    run: broken('silent'),
    red: allOf('exchange.reply/voice', 'startSession', 'resumeSession'),
    says: /No reply "session_start" came/,
    knocks: [{ ...PAGE, verdict: 'CONNECTED-SILENT', sure: 'likely', says: /accepted and alive/ }],
  },
  {
    system,
    name: 'a crash on bad JSON',
    run: broken('crash-on-bad-json'),
    red: ['bad-input.malformed/voice'],
    says: /1006/,
    knocks: [{ ...PAGE, verdict: 'HANDLER-CRASH-POST', sure: 'proven', says: /no JSON/ }],
  },
  {
    system,
    name: 'a client that calls /api/ws/voice',
    run: client('clients/wrong_path.py', 'ws://{host}'),
    red: ['journal/path'],
    says: /No endpoint of the contract has the path \/api\/ws\/voice\. The contract has \/ws\/voice\/simple\./,
    knocks: [wrongPath],
  },
  {
    system,
    name: 'a client that calls /api/ws/voice, --ws wsproto',
    run: only({ ws: 'wsproto' }),
    red: [],
    knocks: [wrongPath],
  },
  {
    system,
    name: 'a client that sends no Origin',
    run: client('clients/no_origin.py', 'ws://{host}'),
    red: ['journal/missing-origin'],
    says: /Origin/,
    knocks: [noOrigin, bare(noOrigin)],
  },
  {
    system,
    name: 'a client that sends no Origin, --ws wsproto',
    run: only({ ws: 'wsproto' }),
    red: [],
    knocks: [bare(noOrigin)],
  },
  {
    system,
    name: 'a client that sends no user_id',
    run: only(),
    red: [],
    knocks: [{ ...PAGE, url: '/ws/voice/simple', verdict: 'BAD-QUERY', sure: 'proven', says: /user_id/ }],
  },
];
