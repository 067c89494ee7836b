import type { DocumentBundle } from '../../compile/document-bundle.ts';
import { localPath } from '../../load/local-path.ts';

/** What `@asyncapi/react-component` reads: the parser's own form of the document, as JSON. Or why there is none. */
export type ReferenceDocument = { readonly json: string } | { readonly missing: string };

/** Beyond this many characters the parser takes minutes, and no browser shows the reference. */
const MOST_CHARACTERS = 5_000_000;

/** Takes about a second. Never rejects: docs without a reference are still docs. */
export async function referenceDocument(bundle: DocumentBundle): Promise<ReferenceDocument> {
  const nameOf = (uri: string): string => localPath(uri) ?? uri;
  const text = JSON.stringify(bundle.documents[bundle.root] ?? {});
  if (text.length > MOST_CHARACTERS)
    return { missing: 'The document is too large for the reference; the other pages have it all.' };
  const { createParser } = await import('../../load/validity/create-parser.ts');
  const { stringify } = await import('@asyncapi/parser');
  const files = Object.entries(bundle.documents).map(
    ([uri, value]) => [nameOf(uri), JSON.stringify(value)] as const,
  );
  try {
    const { document, diagnostics } = await createParser(files).parse(text, {
      source: nameOf(bundle.root),
      parseSchemas: false,
      // What is wrong with it was said when it was loaded; here it is shown as far as it goes.
      validateOptions: { allowedSeverity: { error: true, warning: true, info: true, hint: true } },
    });
    const json = document === undefined ? undefined : stringify(document);
    return json === undefined
      ? {
          missing: `@asyncapi/parser cannot read the document: ${diagnostics[0]?.message ?? 'it does not say why'}.`,
        }
      : { json };
  } catch (error) {
    return {
      missing: `@asyncapi/parser cannot read the document: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
