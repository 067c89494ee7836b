import type { DocumentBundle } from '../compile/document-bundle.ts';
import { isJsonObject, type Json } from '../contract/json.ts';
import { formatPointer } from '../contract/json-pointer.ts';
import { nearest } from '../errors/suggest.ts';
import { defineLint, type LintFinding, type LintRule, yaml } from './rule.ts';

const OURS = 'x-countersign';

export const extensionNearMiss: LintRule = defineLint({
  id: 'extension-near-miss',
  title: 'No key is almost x-countersign.',
  severity: 'warning',
  explain:
    'Every AsyncAPI tool passes over an extension that it does not know, so that a slip in the key silently takes back everything that stands below it. Write it exactly: x-countersign.',
  example: {
    wrong: yaml`
      channels:
        chat:
          address: /chat
          x-counter-sign: { origins: any }
    `,
    right: yaml`
      channels:
        chat:
          address: /chat
          x-countersign: { origins: any }
    `,
  },
  check(_, { bundle }) {
    return Object.entries(bundle.documents).flatMap(([uri, document]) => findingsIn(bundle, uri, document));
  },
});

/** What stands here is somebody's data, where a key means what its owner wants. */
const DATA: ReadonlySet<string> = new Set(['example', 'examples', 'default', 'const', 'enum']);

function findingsIn(bundle: DocumentBundle, uri: string, document: Json): LintFinding[] {
  const findings: LintFinding[] = [];
  const seen = new Set<Json>();
  function visit(value: Json, path: readonly string[]): void {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    for (const [key, child] of Object.entries(value)) {
      const at = [...path, key];
      if (isJsonObject(value) && isNearMiss(key)) {
        findings.push({
          message: `"${key}" means nothing. Did you mean "${OURS}"?`,
          at: bundle.locate(uri, formatPointer(at)),
          fix: `Rename it: "${OURS}".`,
        });
      }
      if (!DATA.has(key)) visit(child as Json, at);
    }
  }
  visit(document, []);
  return findings;
}

function isNearMiss(key: string): boolean {
  return key !== OURS && /^x[-_ ]?c|^countersign$/i.test(key) && nearest(key, [OURS]) !== undefined;
}
