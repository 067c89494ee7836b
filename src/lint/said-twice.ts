import { defineLint, type LintRule, yaml } from './rule.ts';

/** @note Which of the two is meant decides who may connect, so the compiler says it already, and refuses the document. */
export const saidTwice: LintRule = defineLint({
  id: 'said-twice',
  title: 'The ws binding and x-countersign do not contradict each other.',
  severity: 'error',
  explain:
    'Origin and Sec-WebSocket-Protocol in the headers of the ws binding say what x-countersign says with origins, missingOrigin and subprotocols. Where both speak and differ, nobody knows which of them the backend keeps, so that nothing can be mocked or verified. Say it once: in the binding, which every AsyncAPI tool reads, or in x-countersign.',
  example: {
    wrong: yaml`
      channels:
        chat:
          address: /chat
          bindings:
            ws: { headers: { type: object, properties: { Origin: { enum: ['https://app.example.com'] } } } }
          x-countersign: { origins: ['https://www.example.com'] }
    `,
    right: yaml`
      channels:
        chat:
          address: /chat
          x-countersign: { origins: ['https://app.example.com', 'https://www.example.com'] }
    `,
  },
  check: () => [],
});
