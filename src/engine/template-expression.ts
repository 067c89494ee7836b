import type { Json } from '../contract/json.ts';
import { readPointer } from '../contract/json-pointer.ts';
import { headerValue } from '../rules/credential-value.ts';
import { readPart } from '../rules/text-parts.ts';
import { createDateFormat } from './format-date.ts';
import { RANDOM_WORDS } from './random-words.ts';
import type { TemplateContext } from './template-context.ts';

/** What stands between `{{` and `}}`, ready to be evaluated. `undefined`: it has no value. */
export type Expression = (context: TemplateContext) => Json | undefined;

/** Microcks' order: first `>` (redirect), then `||` (fallback), then the terms. */
export function compileExpression(text: string): Expression {
  const [source = '', ...redirects] = text.split('>');
  const value = compileAlternatives(source);
  const names = redirects.flatMap((redirect) => /^\s*put\((.+)\)\s*$/.exec(redirect)?.[1]?.trim() ?? []);
  if (names.length === 0) return value;
  return (context) => {
    const found = value(context);
    if (found === undefined) return found;
    context.memory.variables ??= new Map();
    for (const name of names) context.memory.variables.set(name, found);
    return found;
  };
}

function compileAlternatives(text: string): Expression {
  const alternatives = text.split('||').map((alternative) => compileTerm(alternative.trim()));
  return (context) => {
    for (const alternative of alternatives) {
      const value = alternative(context);
      if (value !== undefined && value !== null && value !== '') return value;
    }
    return undefined;
  };
}

function compileTerm(term: string): Expression {
  const literal = /^'(.*)'$|^"(.*)"$/s.exec(term);
  if (literal !== null) return () => literal[1] ?? literal[2];
  if (term.startsWith('request.body')) {
    const pointer = term.slice('request.body'.length);
    return ({ request, texts }) =>
      typeof request === 'string' && pointer !== ''
        ? readPart(request, texts ?? [], pointer)
        : readPointer(request, pointer);
  }
  const ofHandshake = compileHandshakeTerm(term);
  if (ofHandshake !== undefined) return ofHandshake;
  const call = compileCall(term);
  // A name that was put aside hides the function of that name.
  return (context) => {
    const { variables } = context.memory;
    return variables?.has(term) === true ? variables.get(term) : call(context);
  };
}

/**
 * Microcks' `request.params[name]`, `request.headers[name]` and `request.path[n]`. Of a WebSocket that is the opening
 * handshake, and a parameter one of its address or of its query.
 */
function compileHandshakeTerm(term: string): Expression | undefined {
  const [, part, key = ''] = /^request\.(params|headers|path)(?:\[(.+)\])?$/.exec(term) ?? [];
  switch (part) {
    case 'params':
      return ({ parameters, handshake }) =>
        parameters[key] ?? handshake?.query.find(([name]) => name === key)?.[1];
    case 'headers':
      return ({ handshake }) => (handshake === undefined ? undefined : headerValue(handshake.headers, key));
    case 'path':
      return ({ handshake }) =>
        key === '' ? handshake?.path : handshake?.path.split('/').filter((s) => s !== '')[Number(key)];
    default:
      return undefined;
  }
}

function compileCall(term: string): Expression {
  const call = /^\$?([A-Za-z]+)(?:\((.*)\))?$/s.exec(term);
  const args = call?.[2] === undefined || call[2].trim() === '' ? [] : splitArguments(call[2]);
  const number = (index: number, otherwise: number): number => {
    const value = Number(args[index]);
    return args[index] === undefined || Number.isNaN(value) ? otherwise : value;
  };
  switch (call?.[1]) {
    case 'now':
    case 'timestamp': {
      if (args[0] === undefined) return ({ now }) => now;
      const format = createDateFormat(args[0], args[1]);
      return ({ now }) => format(now);
    }
    case 'uuid':
    case 'guid':
    case 'randomUUID':
      return ({ random }) => random.uuid();
    case 'randomInt':
      return ({ random }) =>
        args.length >= 2
          ? random.integer(number(0, 0), number(1, 65_635))
          : random.integer(args.length === 1 ? 0 : -65_635, number(0, 65_635));
    case 'randomString':
      return ({ random }) => random.text(number(0, 32));
    case 'randomBoolean':
      return ({ random }) => random.integer(0, 1) === 1;
    case 'randomValue':
      return ({ random }) => random.pick(args);
    default: {
      const words = RANDOM_WORDS[call?.[1] ?? ''];
      return ({ random }) => words?.(random);
    }
  }
}

/** Commas inside quotes do not separate: date patterns have them. */
function splitArguments(text: string): readonly string[] {
  return (text.match(/(?:'[^']*'|[^,])+/g) ?? []).map((argument) => argument.trim());
}
