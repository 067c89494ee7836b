import { until } from './seen.ts';
import { fixtureText, type System, visitWith } from './visit.ts';

const NEWS: string = JSON.parse(fixtureText('voice/voice_samples.json')).samples[0].audio;

const spoken = (is_final: boolean): unknown => [
  'message',
  {
    event: 'audio_chunk',
    data: { audio_chunk: '<string>', format: 'opus', is_final, session_id: '<id 1>' },
  },
];

export const voice: System = {
  fixture: 'voice',
  document: 'fixtures/voice/asyncapi.yaml',
  visits: [
    {
      title: 'a page of http://localhost:3000 asks for the news',
      varying: ['audio_chunk'],
      go: (browser, host) =>
        visitWith(browser, { origin: 'http://localhost:3000', script: 'voice.js', host }, async (page) => {
          await page.evaluate(`ask('${NEWS}')`);
          await until(page, 'close');
        }),
      sees: [
        ['open', '/ws/voice/simple'],
        ['message', { event: 'session_start', data: { session_id: '<id 1>', user_id: 'test-user' } }],
        ['console', 'Session started'],
        [
          'message',
          {
            event: 'transcription',
            data: { text: "What's the latest news about NVIDIA?", session_id: '<id 1>' },
          },
        ],
        ['console', 'Transcription:', "What's the latest news about NVIDIA?"],
        ...Array.from({ length: 14 }, () => spoken(false)),
        spoken(true),
        ['console', 'Received final audio chunk (15 total)'],
        ['close', 1000, '', true],
      ],
    },
    {
      title: 'a page of another port is refused',
      go: (browser, host) =>
        visitWith(browser, { origin: 'http://localhost:5174', script: 'voice.js', host }, async (page) => {
          await page.evaluate(`ask('${NEWS}')`);
          await until(page, 'close');
        }),
      sees: [['error'], ['close', 1006, '', false]],
    },
  ],
};
