import { resolveUri } from '../compile/document/resolve-uri.ts';
import { isJsonObject, type Json, type JsonObject } from '../contract/json.ts';
import { formatPointer, readPointer, writePointer } from '../contract/json-pointer.ts';
import type { Problem } from '../errors/problem.ts';
import { locationIn, type ParsedFile } from './parsed-file.ts';
import type { PayloadLanguage } from './payload-languages.ts';

/**
 * Payloads that are described in Avro or Protocol Buffers become JSON Schema, so that nobody after this knows of those
 * languages. What reads them is imported only where a document uses them. A schema that cannot be read is a warning,
 * and any payload fits it.
 */
export async function convertPayloads(files: Map<string, ParsedFile>): Promise<readonly Problem[]> {
  const found = [...files.values()].flatMap((file) => foreignSchemas(file));
  if (found.length === 0) return [];
  const { PAYLOAD_LANGUAGES } = await import('./payload-languages.ts');
  const problems: Problem[] = [];
  // All are read before any is replaced: one may refer to another.
  const converted = await Promise.all(
    found.map(async (place) => {
      const schema = schemaAt(files, place);
      const language = PAYLOAD_LANGUAGES[place.language];
      try {
        return await language.convert(schema ?? null);
      } catch (error) {
        problems.push({
          severity: 'warning',
          rule: 'document.invalid',
          message: `The ${language.name} schema cannot be read, and any payload fits it: ${reasonOf(error)}`,
          at: locationIn(place.file, place.pointer + formatPointer([place.key])),
          fix: `Correct the schema, or describe the payload with JSON Schema.`,
        });
        return true;
      }
    }),
  );
  for (const [index, { file, pointer, key }] of found.entries()) {
    const current = files.get(file.uri) ?? file;
    const schema = writePointer(current.value, pointer + formatPointer([key]), converted[index]);
    const value = writePointer(schema, `${pointer}/schemaFormat`, JSON_SCHEMA);
    files.set(file.uri, { ...current, value });
  }
  return problems;
}

const JSON_SCHEMA = 'application/schema+json;version=draft-07';

interface ForeignSchema {
  readonly file: ParsedFile;
  /** Of the object that has the `schemaFormat`. */
  readonly pointer: string;
  /** Its key that has the schema: AsyncAPI 2 has it in the Message Object, AsyncAPI 3 in a Multi Format Schema Object. */
  readonly key: 'payload' | 'schema';
  readonly language: PayloadLanguage;
}

/** What aliases share is one place. */
function foreignSchemas(file: ParsedFile): readonly ForeignSchema[] {
  const found: ForeignSchema[] = [];
  const seen = new Set<Json>();
  function visit(value: Json, path: readonly (string | number)[]): void {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (isJsonObject(value)) {
      const language = languageOf(value.schemaFormat);
      const key = Object.hasOwn(value, 'schema') ? 'schema' : 'payload';
      if (language !== undefined && Object.hasOwn(value, key)) {
        found.push({ file, pointer: formatPointer(path), key, language });
        return;
      }
    }
    for (const [key, item] of Object.entries(value)) visit(item as Json, [...path, key]);
  }
  visit(file.value, []);
  return found;
}

/** Whatever version is named: their schemas of all versions are read alike. */
function languageOf(format: Json | undefined): PayloadLanguage | undefined {
  if (typeof format !== 'string') return undefined;
  const [media = ''] = format.toLowerCase().split(';');
  if (/^application\/vnd\.apache\.avro(\+json|\+yaml)?$/.test(media.trim())) return 'avro';
  return /^application\/vnd\.google\.protobuf$/.test(media.trim()) ? 'protobuf' : undefined;
}

/** Longest chain of `$ref`s that is followed. */
const LONGEST = 20;

/** The schema, `$ref`s followed; `undefined` where one leads nowhere, which is reported already. */
function schemaAt(files: ReadonlyMap<string, ParsedFile>, place: ForeignSchema): Json | undefined {
  let { uri } = place.file;
  let value = readPointer(place.file.value, place.pointer + formatPointer([place.key]));
  for (let step = 0; step < LONGEST && isReference(value); step += 1) {
    const reference = value.$ref;
    const [, fragment = ''] = /#(.*)$/s.exec(reference) ?? [];
    uri = resolveUri(uri, reference);
    value = readPointer(files.get(uri)?.value, decodeURIComponent(fragment));
    // A reference may lead to a Multi Format Schema Object.
    if (isJsonObject(value) && languageOf(value.schemaFormat) !== undefined) value = value.schema;
  }
  return value;
}

function isReference(value: Json | undefined): value is JsonObject & { readonly $ref: string } {
  return isJsonObject(value) && typeof value.$ref === 'string';
}

function reasonOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
