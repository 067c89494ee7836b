import { isJsonObject, type Json } from '../contract/json.ts';
import { slipKind } from './severity.ts';
import { NOT_A_MESSAGE } from './without-echoes.ts';

export interface DiagnosticText {
  readonly message: string;
  readonly fix?: string;
}

type Path = readonly (string | number)[];

/**
 * The parser's terse words as a sentence, with what to do about it. `read` gives the value at a path of the file that
 * the diagnostic is about.
 */
export function diagnosticText(
  code: string,
  message: string,
  path: Path,
  read: (path: Path) => Json | undefined,
): DiagnosticText {
  const plain = sentence(message);
  if (message === NOT_A_MESSAGE) {
    return {
      message: `${capital(place(path))} breaks the shape of a message: a key, or a value in it, is wrong.`,
      fix: 'Compare it with the Message Object, https://www.asyncapi.com/docs/reference/specification/v2.6.0#messageObject.',
    };
  }
  if (code === 'uncaught-error') {
    const reason = /message: (.*?)(, stack|\n|$)/i.exec(message)?.[1] ?? message.split('\n')[0];
    return {
      message: `@asyncapi/parser failed on this document, so that its validity is not known: ${reason}`,
    };
  }
  if (code === 'invalid-ref') {
    const ref = read(path);
    const target = typeof ref === 'string' ? ref : message.replace(/^'|' does not exist$/g, '');
    return {
      message: `The $ref "${target}" points to nothing.`,
      fix: 'Correct it, or add what it points to.',
    };
  }
  if (code === 'asyncapi3-operation-messages-from-referred-channel') {
    return {
      message: `The message of ${place(path.slice(0, 2))} is not one of the messages of its channel.`,
      fix: 'Refer to it through the channel: "$ref: \'#/channels/<channel>/messages/<message>\'", and list it there.',
    };
  }
  if (/^asyncapi[23]-channel-parameters$/.test(code)) return channelParameters(plain, path);
  if (/examples(-custom-format)?$/.test(code)) {
    return {
      message: `The example breaks its own schema: ${lower(plain)}`,
      fix: 'Correct the example, or the schema.',
    };
  }
  if (/schema-default$/.test(code)) {
    return {
      message: `The default breaks its own schema: ${lower(plain)}`,
      fix: 'Correct the default, or the schema.',
    };
  }
  if (code === 'asyncapi-document-resolved' || code === 'asyncapi-document-unresolved')
    return shape(plain, path, read);
  if (/undefined security scheme/.test(plain)) {
    return {
      message: `The security scheme "${path.at(-1)}" is not defined.`,
      fix: `Define it under components.securitySchemes.`,
    };
  }
  if (code.endsWith('-schemas') && !plain.startsWith('No schema parser'))
    return { message: `The schema is not one: ${lower(plain)}`, fix: 'Correct the schema.' };
  return { message: plain };
}

function channelParameters(plain: string, path: Path): DiagnosticText {
  const redundant = /redundant defined "([^"]*)"/.exec(plain)?.[1];
  if (redundant !== undefined) {
    return {
      message: `The parameter "${redundant}" does not occur in the channel's address.`,
      fix: `Write {${redundant}} in the address; if it travels in the query, declare it in bindings.ws.query.`,
    };
  }
  const missed = /Missed: (.*?)\.?$/.exec(plain)?.[1];
  return {
    message: `The address of ${place(path.slice(0, 2))} has parameters that are not declared${missed === undefined ? '' : `: ${missed}`}.`,
    fix: 'Declare each under "parameters" of the channel.',
  };
}

/** Words that AsyncAPI 2 has and 3 does not, and where their place is now. */
const MOVED: ReadonlyMap<string, string> = new Map([
  [
    'publish',
    'AsyncAPI 3 has operations at the root: "operations: { <name>: { action: receive, channel: … } }".',
  ],
  [
    'subscribe',
    'AsyncAPI 3 has operations at the root: "operations: { <name>: { action: send, channel: … } }".',
  ],
  ['url', 'AsyncAPI 3 splits "url" into "host", "pathname" and "protocol".'],
  [
    'schema',
    'In AsyncAPI 3 a parameter has no schema: write "enum", "default", "examples" beside its description.',
  ],
]);

function shape(plain: string, path: Path, read: (path: Path) => Json | undefined): DiagnosticText {
  const unexpected = /^Property "([^"]*)" is not expected to be here/.exec(plain)?.[1];
  if (unexpected !== undefined) {
    const document = read([]);
    const isThree = isJsonObject(document) && /^"?3/.test(JSON.stringify(document.asyncapi) ?? '');
    return {
      message: `"${unexpected}" is nothing that AsyncAPI knows in ${place(path.at(-1) === unexpected ? path.slice(0, -1) : path)}.`,
      fix:
        (isThree ? MOVED.get(unexpected) : undefined) ??
        'Remove it, correct its spelling, or begin its name with "x-".',
    };
  }
  const missing = /must have required property "([^"]*)"/.exec(plain)?.[1];
  if (missing !== undefined) {
    return {
      message: `${capital(place(path))} lacks "${missing}", which AsyncAPI requires.`,
      fix: `Add "${missing}".`,
    };
  }
  const type = /(?:property type must be|^Item at index \d+ must be|^must be) (.+?)\.?$/.exec(plain)?.[1];
  if (type !== undefined && slipKind(plain) === 'type') {
    const isChannel = path[0] === 'operations' && path.length === 3 && path[2] === 'channel';
    return {
      message: `${capital(place(path))} must be of type ${type}${kindOf(read(path))}.`,
      fix: isChannel
        ? 'Write "channel: { $ref: \'#/channels/<channel>\' }".'
        : `Write a value of type ${type}.`,
    };
  }
  if (plain === 'Referencing in this place is not allowed.') {
    return {
      message: `A $ref is not allowed in ${place(path)}.`,
      fix: 'Write the object itself in its place.',
    };
  }
  if (/must not be valid|must match (a|exactly one|"(then|else)") schema/.test(plain)) {
    return {
      message: `${capital(place(path))} has not the shape that AsyncAPI gives it.`,
      fix: 'Compare it with https://www.asyncapi.com/docs/reference/specification/latest.',
    };
  }
  const rest = /^"[^"]*" property (must .*)$/.exec(plain)?.[1];
  return rest === undefined
    ? { message: plain }
    : { message: `${capital(place(path))} ${rest}`, fix: 'Correct the value.' };
}

function kindOf(value: Json | undefined): string {
  if (value === undefined) return '';
  if (value === null) return ', not null';
  if (Array.isArray(value)) return ', not a list';
  return `, not ${typeof value === 'object' ? 'an object' : `a ${typeof value}`}`;
}

/** `"channels.voice.parameters"`; the document itself where the path is empty. */
function place(path: Path): string {
  return path.length === 0 ? 'the document' : `"${path.join('.')}"`;
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

function lower(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
