import type { JsonObject } from '../contract/json.ts';
import { OPERATION_PROPERTIES, REPLY_STEP } from './extension-schema/operation.ts';
import { POLICY_PROPERTIES } from './extension-schema/policy.ts';
import { SCENARIO, STEP } from './extension-schema/scenario.ts';
import { VALUE_DEFINITIONS } from './extension-schema/values.ts';

/** The elements of AsyncAPI that may carry an `x-countersign`; each is a definition of the schema. */
export type ExtensionOwner = 'root' | 'server' | 'channel' | 'operation' | 'message';

/**
 * JSON Schema (draft-07) of everything that `x-countersign` may say, defaults included. Validate an object
 * against `#/definitions/<owner>`.
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
          enum: ['auto', 'server', 'client'],
        },
        scenarios: {
          description: 'Conversations by name. Default: none.',
          type: 'object',
          additionalProperties: { $ref: '#/definitions/scenario' },
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
        absent: { description: 'This endpoint must not exist. Default: false.', type: 'boolean' },
        fallback: {
          description: 'HTTP operations that clients use instead of the absent endpoint. Default: none.',
          allOf: [{ $ref: '#/definitions/names' }],
        },
      },
      additionalProperties: false,
    },
    operation: { type: 'object', properties: OPERATION_PROPERTIES, additionalProperties: false },
    message: { description: 'Nothing yet.', type: 'object', properties: {}, additionalProperties: false },
    scenario: SCENARIO,
    step: STEP,
    replyStep: REPLY_STEP,
    ...VALUE_DEFINITIONS,
  },
};
