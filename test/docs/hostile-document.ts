const BAD = `<script>globalThis.pwned=1</script><img src=x onerror="globalThis.pwned=1">"'\`{{7*7}}<!--</script>`;

/** Markup, script and markdown that mean harm, in every place of a document that a reader gets to see. */
export const HOSTILE: string = JSON.stringify({
  asyncapi: '3.0.0',
  info: {
    title: `Shop ${BAD}`,
    version: `1 ${BAD}`,
    description: [
      `# Heading ${BAD}`,
      '[click](javascript:globalThis.pwned=1) [data](data:text/html,<script>globalThis.pwned=1</script>) [vb](vbscript:x)',
      '[case](JaVaScRiPt:globalThis.pwned=1) [entity](javascript&#58;globalThis.pwned=1) <javascript:globalThis.pwned=1>',
      '![tracker](https://tracker.example/pixel.png) ![bad](javascript:globalThis.pwned=1)',
      '<iframe src="https://elsewhere.example"></iframe><style>body{display:none}</style>',
      `| a | b |\n| --- | --- |\n| ${BAD.replaceAll('|', '')} | x |`,
      '```html\n<script>globalThis.pwned=1</script>\n```',
    ].join('\n\n'),
  },
  servers: {
    'dev-1': {
      host: 'localhost:8000',
      protocol: 'ws',
      description: BAD,
      'x-countersign': { origins: ['http://localhost:3000'] },
    },
  },
  channels: {
    'chan"<b>': {
      address: `/ws/{room}`,
      title: `Channel ${BAD}`,
      summary: BAD,
      parameters: { room: { enum: [BAD, 'b'], description: BAD } },
      bindings: {
        ws: {
          query: { type: 'object', required: ['q'], properties: { q: { type: 'string', examples: [BAD] } } },
        },
      },
      messages: {
        'say"<i>': {
          name: `say ${BAD}`,
          title: BAD,
          summary: `**${BAD}** [x](javascript:globalThis.pwned=1)`,
          payload: {
            type: 'object',
            required: ['type'],
            properties: {
              type: { const: `</code>${BAD}` },
              ['__proto__']: { type: 'string', description: BAD },
              [BAD]: { enum: [BAD], description: BAD },
            },
          },
          examples: [
            { name: BAD, summary: BAD, payload: { type: `</code>${BAD}` } },
            { name: `broken ${BAD}`, payload: { type: BAD } },
          ],
        },
      },
    },
  },
  operations: {
    'op"<u>': { action: 'receive', title: BAD, summary: BAD, channel: { $ref: '#/channels/chan"<b>' } },
  },
});
