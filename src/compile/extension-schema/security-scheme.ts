import type { Json } from '../../contract/json.ts';

/** What a Security Scheme may say. */
export const SECURITY_SCHEME_PROPERTIES: Readonly<Record<string, Json>> = {
  prefix: {
    description:
      'What stands before the credential where it is offered as a subprotocol: an httpApiKey in the header Sec-WebSocket-Protocol. Default: nothing; the mock then also takes usual prefixes off, such as `bearer.`.',
    type: 'string',
    pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$",
    fix: 'Write what a subprotocol may hold (RFC 6455 §4.1): prefix: bearer.',
    mock: 'Takes the credential from the offered subprotocol with that prefix, selects another, and never sends it back. Behind a prefix that begins with `base64url.` it may be encoded so (RFC 4648 §5).',
    verify: 'Offers the credential behind it; the server does not select it (`credentials.echoed`).',
    examples: ['bearer.', 'base64url.bearer.authorization.k8s.io.'],
  },
};
