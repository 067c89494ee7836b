import type { JsonObject } from '../contract/json.ts';
import { OPERATION_PROPERTIES, REPLY_STEP } from './extension-schema/operation.ts';
import { POLICY_PROPERTIES } from './extension-schema/policy.ts';
import { SCENARIO, STEP } from './extension-schema/scenario.ts';
import { SECURITY_SCHEME_PROPERTIES } from './extension-schema/security-scheme.ts';
import { VALUE_DEFINITIONS } from './extension-schema/values.ts';

/** The elements of AsyncAPI that may carry an `x-countersign`; each is a definition of the schema. */
export type ExtensionOwner = 'root' | 'server' | 'channel' | 'operation' | 'message' | 'securityScheme';

/**
 * JSON Schema (draft-07) of everything that `x-countersign` may say, defaults included. Validate an object
 * against `#/definitions/<owner>`.
 *
 * Keywords of our own: `fix` (what to write instead, for a mistake there), and, for the reference in `docs/`, `mock`
 * (what the mock does), `verify` (what verify demands) and `on` (the kinds of operations it has an effect on).
 * `default` stands where the default is a value; the description says it in words, behind `Default:`.
 */
export const EXTENSION_SCHEMA: JsonObject = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'https://countersign.dev/schemas/x-countersign.json',
  title: 'x-countersign',
  description: 'What AsyncAPI has no word for, and Countersign needs to know. Everything is optional.',
  definitions: {
    root: {
      type: 'object',
      properties: {
        perspective: {
          description: 'Whose view the document is written from. Default: auto, a guess from its words.',
          default: 'auto',
          mock: 'Plays the server, whichever side the document describes.',
          verify: 'Plays the client.',
          examples: ['server'],
          enum: ['auto', 'server', 'client'],
        },
        scenarios: {
          description: 'Conversations by name. Default: none.',
          type: 'object',
          additionalProperties: { $ref: '#/definitions/scenario' },
          mock: "Plays the server's side: what a status companion says follows the steps that were asked.",
          verify: "Plays the client's side, step by step (`scenario.run`).",
          examples: [{ greet: { steps: [{ client: 'hello' }, { server: 'welcome', within: '1s' }] } }],
        },
      },
      additionalProperties: false,
    },
    server: { type: 'object', properties: POLICY_PROPERTIES, additionalProperties: false },
    channel: {
      description: "Overrides the server's.",
      type: 'object',
      properties: {
        ...POLICY_PROPERTIES,
        absent: {
          description: 'This endpoint must not exist. Default: false.',
          default: false,
          type: 'boolean',
          mock: 'Refuses it like a path that the document does not have.',
          verify: 'A handshake there is refused (`handshake.absent`).',
          examples: [true],
        },
        fallback: {
          description: 'HTTP operations that clients use instead of the absent endpoint. Default: none.',
          allOf: [{ $ref: '#/definitions/names' }],
          mock: 'Nothing: the companions answer as ever.',
          verify: 'They answer (`handshake.absent`).',
          examples: [['pollStatus']],
        },
      },
      additionalProperties: false,
    },
    operation: { type: 'object', properties: OPERATION_PROPERTIES, additionalProperties: false },
    message: { description: 'Nothing yet.', type: 'object', properties: {}, additionalProperties: false },
    securityScheme: { type: 'object', properties: SECURITY_SCHEME_PROPERTIES, additionalProperties: false },
    scenario: SCENARIO,
    step: STEP,
    replyStep: REPLY_STEP,
    ...VALUE_DEFINITIONS,
  },
};
