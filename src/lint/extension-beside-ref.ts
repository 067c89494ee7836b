import type { DocumentBundle } from '../compile/document-bundle.ts';
import { isJsonObject, type Json } from '../contract/json.ts';
import { formatPointer } from '../contract/json-pointer.ts';
import { defineLint, type LintFinding, type LintRule, yaml } from './rule.ts';

export const extensionBesideRef: LintRule = defineLint({
  id: 'extension-beside-ref',
  title: 'No x-countersign stands beside a $ref.',
  severity: 'error',
  explain:
    'A $ref replaces the object that it stands in, so whatever stands beside it is dropped, by Countersign as by every AsyncAPI tool. Move the x-countersign to the object that the $ref points to.',
  example: {
    wrong: yaml`
      channels:
        chat:
          $ref: '#/components/channels/chat'
          x-countersign: { origins: any }
      components:
        channels:
          chat: { address: /chat }
    `,
    right: yaml`
      channels:
        chat:
          $ref: '#/components/channels/chat'
      components:
        channels:
          chat: { address: /chat, x-countersign: { origins: any } }
    `,
  },
  check(_, { bundle }) {
    return Object.entries(bundle.documents).flatMap(([uri, document]) => findingsIn(bundle, uri, document));
  },
});

function findingsIn(bundle: DocumentBundle, uri: string, document: Json): LintFinding[] {
  const findings: LintFinding[] = [];
  const seen = new Set<Json>();
  function visit(value: Json, path: readonly string[]): void {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (isJsonObject(value) && typeof value.$ref === 'string' && Object.hasOwn(value, 'x-countersign')) {
      findings.push({
        message: `This x-countersign stands beside the $ref "${value.$ref}" and has no effect.`,
        at: bundle.locate(uri, formatPointer([...path, 'x-countersign'])),
        fix: 'Move it to the object that the $ref points to.',
      });
    }
    for (const [key, child] of Object.entries(value)) visit(child as Json, [...path, key]);
  }
  visit(document, []);
  return findings;
}
