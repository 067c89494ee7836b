import type { MessageDeclaration } from './declarations.ts';
import type { DocumentNode } from './document-node.ts';
import type { DocumentReader } from './document-reader.ts';
import { optional } from './optional.ts';
import { readDescribed } from './read-described.ts';
import { withTraits } from './traits.ts';

/** AsyncAPI: Message Object, either version. `key` is what the document calls it where it is used. */
export function readMessage(reader: DocumentReader, plain: DocumentNode, key: string): MessageDeclaration {
  const node = withTraits(reader, plain);
  const text = (name: string) => reader.text(node, name);
  const declared = reader.child(node, 'payload');
  // AsyncAPI 3's Multi Format Schema Object; AsyncAPI 2 has `schemaFormat` beside `payload`.
  const wrapped =
    reader.text(declared, 'schemaFormat') !== undefined ? reader.child(declared, 'schema') : undefined;
  const schemaFormat =
    wrapped === undefined ? reader.text(node, 'schemaFormat') : reader.text(declared, 'schemaFormat');
  const payload = wrapped ?? declared;
  const correlation = reader.child(node, 'correlationId');
  const location = reader.text(correlation, 'location');
  const status = reader.child(reader.child(reader.child(node, 'bindings'), 'http'), 'statusCode')?.value;
  const headers = reader.child(node, 'headers');
  const extension = reader.child(node, 'x-countersign');
  return {
    key,
    node,
    ...optional('name', text('name')),
    ...readDescribed(reader, node),
    ...optional('contentType', text('contentType')),
    ...optional('payload', payload),
    ...optional('schemaFormat', schemaFormat),
    examples: readExamples(reader, node),
    ...(correlation === undefined || location === undefined
      ? {}
      : { correlation: { location, node: correlation } }),
    ...optional('headers', headers),
    ...optional('responses', readResponses(reader, node)),
    ...optional('statusCode', typeof status === 'number' ? status : undefined),
    ...optional('extension', extension),
  };
}

function readResponses(reader: DocumentReader, node: DocumentNode): readonly DocumentNode[] | undefined {
  const response = reader.child(node, 'x-response');
  if (response === undefined) return undefined;
  const several = Array.isArray(response.value) ? response : reader.child(response, 'oneOf');
  return several === undefined ? [response] : reader.items(several);
}

/** A list; AsyncAPI 2.0 documents also have a map of them, or a single `example`. */
function readExamples(reader: DocumentReader, node: DocumentNode): readonly DocumentNode[] {
  const examples = reader.child(node, 'examples');
  if (examples !== undefined) {
    const items = reader.items(examples);
    return items.length > 0 ? items : reader.entries(examples).map(([, example]) => example);
  }
  const single = reader.child(node, 'example');
  return single === undefined ? [] : [single];
}
