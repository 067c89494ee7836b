import { isJsonObject } from '../../contract/json.ts';
import { CountersignError } from '../../errors/countersign-error.ts';
import type { ProblemList } from '../problems.ts';
import type { Declarations } from './declarations.ts';
import type { DocumentReader } from './document-reader.ts';
import { plainText } from './plain-text.ts';
import { readV2 } from './v2.ts';
import { readV3 } from './v3.ts';

/** Reads any AsyncAPI document of version 2.x or 3.x. Throws where it is none. */
export function readDocument(reader: DocumentReader, problems: ProblemList): Declarations {
  const { root } = reader;
  const at = reader.at(root);
  if (!isJsonObject(root.value)) {
    throw new CountersignError('document.not-asyncapi', 'The document is not an object.', {
      at,
      fix: 'An AsyncAPI document starts with "asyncapi: 3.0.0".',
    });
  }
  const declared = reader.child(root, 'asyncapi');
  if (declared === undefined) {
    const other = ['openapi', 'swagger', 'arazzo', 'overlay', '$schema'].find((key) =>
      reader.child(root, key),
    );
    throw new CountersignError(
      'document.not-asyncapi',
      other === undefined || other === '$schema'
        ? 'The document has no "asyncapi" key at its top.'
        : `The document is not AsyncAPI: it has "${other}" at its top where "asyncapi" is expected.`,
      { at, fix: 'An AsyncAPI document starts with "asyncapi: 3.0.0".' },
    );
  }
  const version = plainText(declared.value);
  if (/^2(\.\d+)*(-.*)?$/.test(version)) return readV2(reader, problems);
  if (/^3(\.\d+)*(-.*)?$/.test(version)) {
    return hasV2Layout(reader, problems) ? readV2(reader, problems) : readV3(reader, problems);
  }
  throw new CountersignError(
    'document.unsupported-version',
    `AsyncAPI ${version} is not a version that Countersign reads.`,
    {
      at: reader.at(declared),
      fix: 'Convert the document to AsyncAPI 2.0 to 2.6, 3.0 or 3.1, for example with "asyncapi convert".',
    },
  );
}

/** Some documents only had their version raised: their channels still say `publish` and `subscribe`. */
function hasV2Layout(reader: DocumentReader, problems: ProblemList): boolean {
  const channels = reader.child(reader.root, 'channels');
  const old = reader
    .entries(channels)
    .some(([, channel]) => reader.child(channel, 'publish') ?? reader.child(channel, 'subscribe'));
  if (channels === undefined || !old || reader.entries(reader.child(reader.root, 'operations')).length > 0)
    return false;
  problems.add({
    severity: 'warning',
    rule: 'document.invalid',
    message:
      'The document says AsyncAPI 3, but its channels say "publish" and "subscribe" as in AsyncAPI 2; it is read as that.',
    at: reader.at(channels),
    fix: 'Write "asyncapi: 2.6.0", or convert the document with "asyncapi convert".',
  });
  return true;
}
