import type { DocumentBundle } from '../compile/document-bundle.ts';
import type { Message } from '../contract/message.ts';
import type { SourceLocation } from '../errors/source-location.ts';
import { didYouMean } from '../errors/suggest.ts';
import { hasPlace } from '../schema/has-place.ts';
import { propertyNames } from '../schema/property-names.ts';
import { rawMember, rawNode } from './raw-document.ts';
import { defineLint, type LintRule, yaml } from './rule.ts';

export const correlationNotInPayload: LintRule = defineLint({
  id: 'correlation-not-in-payload',
  title: 'Every correlation id points at a field that the payload has.',
  severity: 'warning',
  explain:
    'A correlationId says which field of the payload a reply repeats. Where the payload has no such field, no reply can be told from somebody else\'s: the mock has nothing to copy, and verify nothing to compare. Correct "location", or add the field to the schema and require it.',
  example: {
    wrong: yaml`
      channels:
        chat:
          address: /chat
          messages:
            ask:
              correlationId: { location: $message.payload#/requestId }
              payload: { type: object, properties: { request_id: { type: string } } }
    `,
    right: yaml`
      channels:
        chat:
          address: /chat
          messages:
            ask:
              correlationId: { location: $message.payload#/request_id }
              payload: { type: object, properties: { request_id: { type: string } } }
    `,
  },
  check(contract, { bundle }) {
    return Object.values(contract.messages).flatMap((message) => {
      const { id, payload, correlation } = message;
      if (correlation === undefined || payload === undefined || hasPlace(contract, payload, correlation))
        return [];
      const isTop = correlation.lastIndexOf('/') === 0;
      const hint = isTop ? didYouMean(correlation.slice(1), propertyNames(contract, payload)) : '';
      return [
        {
          message: `The correlation id of "${id}" is at ${correlation}, and its payload has no such field.${hint}`,
          at: placeOf(bundle, message),
          fix: 'Correct "location", or add the field to the schema and require it.',
        },
      ];
    });
  },
});

/** The message's own correlationId, where it can be found as it was written. */
function placeOf(bundle: DocumentBundle, { at }: Message): SourceLocation {
  const uri = Object.keys(bundle.documents).find((key) => bundle.locate(key, '').file === at.file);
  const message = uri === undefined ? undefined : rawNode(bundle, uri, at.pointer);
  const declared = rawMember(bundle, message, 'correlationId');
  return declared === undefined ? at : bundle.locate(declared.uri, declared.pointer);
}
