import type { IncomingFrame } from '../../src/rules/recognition.ts';

/** Frames that a careless or a malicious peer sends. */
export function hostileFrames(): readonly IncomingFrame[] {
  return [
    ...[
      '',
      ' ',
      'null',
      '0',
      '-0',
      '1e999',
      '"\\ud800"',
      '[]',
      '{}',
      '{"__proto__":{"type":"x"},"constructor":{"prototype":{"type":"x"}}}',
      '{"type":{"toString":null,"valueOf":null}}',
      '{"type":"__proto__"}',
      '{"type":"constructor","data":null}',
      '{"type":["a"],"type":"b"}',
      '\u0000',
      '{"a":'.repeat(5_000),
      `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
      `{"type":"${'a'.repeat(100_000)}!"}`,
      JSON.stringify(Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`k${i}`, i]))),
    ].map((text) => ({ kind: 'text' as const, text })),
    { kind: 'binary', base64: '', size: 0 },
    { kind: 'binary', base64: 'AAECAwQ=', size: 5 },
  ];
}
