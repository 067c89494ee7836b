import { isJsonObject, type Json } from '../contract/json.ts';
import { CountersignError } from '../errors/countersign-error.ts';
import { locationIn, type ParsedFile } from './parsed-file.ts';

/** Throws unless the file is an AsyncAPI document of a version that Countersign reads: 2.x or 3.x. */
export function checkAsyncapiVersion(file: ParsedFile): void {
  const { value, name } = file;
  const at = locationIn(file, '');
  if (value === null || (typeof value === 'string' && value.trim() === '')) {
    throw new CountersignError('document.not-asyncapi', `${name} is empty.`, { at, fix: BEGIN });
  }
  if (!isJsonObject(value)) {
    throw new CountersignError(
      'document.not-asyncapi',
      `${name} is no AsyncAPI document: it is ${kindOf(value)}, not an object.`,
      {
        at,
        fix:
          typeof value === 'string' && /^\s*"?asyncapi"?\s*:/.test(value)
            ? 'The document stands in it as one quoted text: take it out of the quotes, with real line ends for "\\n".'
            : BEGIN,
      },
    );
  }
  if (!Object.hasOwn(value, 'asyncapi')) {
    const { what, fix } = otherFormat(value);
    throw new CountersignError('document.not-asyncapi', `${name} ${what}`, { at, fix });
  }
  checkVersion(value.asyncapi, file);
}

const BEGIN = 'An AsyncAPI document begins with "asyncapi: 3.0.0".';

function checkVersion(version: Json | undefined, file: ParsedFile): void {
  const at = locationIn(file, '/asyncapi');
  if (typeof version !== 'string' || !/^\d+\.\d+/.test(version)) {
    throw new CountersignError(
      'document.not-asyncapi',
      `The version "asyncapi: ${JSON.stringify(version)}" is none.`,
      {
        at,
        fix: 'Write all three numbers: "asyncapi: 3.0.0" or "asyncapi: 2.6.0".',
      },
    );
  }
  const major = Number.parseInt(version, 10);
  if (major === 2 || major === 3) return;
  throw new CountersignError(
    'document.unsupported-version',
    `AsyncAPI ${version} is not supported; 2.x and 3.x are.`,
    {
      at,
      fix:
        major < 2
          ? 'Convert it: npx @asyncapi/cli convert, or https://studio.asyncapi.com.'
          : 'Use version 3.0.0, or a newer Countersign.',
    },
  );
}

function otherFormat(value: Readonly<Record<string, Json>>): { what: string; fix: string } {
  if (Object.hasOwn(value, 'openapi') || Object.hasOwn(value, 'swagger')) {
    return {
      what: 'is an OpenAPI document, not an AsyncAPI one.',
      fix: 'WebSocket APIs are described with AsyncAPI: name that document, or start one with "asyncapi: 3.0.0".',
    };
  }
  if (Object.hasOwn(value, '$schema') || Object.hasOwn(value, '$id')) {
    return {
      what: 'is a JSON Schema, not an AsyncAPI document.',
      fix: 'Name the document that refers to it.',
    };
  }
  if (Object.hasOwn(value, 'overlay')) {
    return { what: 'is an Overlay, not an AsyncAPI document.', fix: 'Name the document that it is for.' };
  }
  const near = Object.keys(value).find((key) => /^async[-_ ]?api$/i.test(key));
  if (near !== undefined) {
    return { what: `has the key "${near}" in place of "asyncapi".`, fix: `Rename it: "asyncapi: 3.0.0".` };
  }
  return { what: 'is no AsyncAPI document: the key "asyncapi" is missing.', fix: BEGIN };
}

function kindOf(value: Json): string {
  if (Array.isArray(value)) return 'a list';
  return `a ${typeof value === 'string' ? 'text' : typeof value}`;
}
