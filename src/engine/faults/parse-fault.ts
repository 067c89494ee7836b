import type { Contract } from '../../contract/contract.ts';
import { CountersignError } from '../../errors/countersign-error.ts';
import { didYouMean } from '../../errors/suggest.ts';
import type { Fault, FaultScope } from './fault.ts';
import { type FaultKind, type FaultValues, formOf } from './fault-kind.ts';
import { PARAMETER_WORDS, parameterValue } from './parameter-value.ts';

/**
 * Reads how a fault is written: `name`, its parameters, and where it is committed.
 *
 *     no-reply                       everywhere
 *     close-4401-after-3             with parameters; what is left out has its default
 *     latency-500ms-jitter-100ms@voice   at one endpoint
 *     silent@#7                      on one connection
 *
 * @param contract knows the endpoints; without one a scope is taken as it is.
 * @throws CountersignError `mock.unknown-fault`, `mock.bad-fault`
 */
export function parseFault(text: string, kinds: readonly FaultKind[], contract?: Contract): Fault {
  const mark = text.indexOf('@');
  const written = mark < 0 ? text : text.slice(0, mark);
  const kind = kindOf(written, kinds);
  const fault = { ...kind.make(valuesOf(written, kind)), name: text };
  return mark < 0 ? fault : { ...fault, scope: scopeOf(text, text.slice(mark + 1), contract) };
}

function kindOf(written: string, kinds: readonly FaultKind[]): FaultKind {
  const exact = kinds.find(({ name }) => name === written);
  if (exact !== undefined) return exact;
  // The longest name: `close` must not take what belongs to a `close-…` of its own.
  const [longest] = kinds
    .filter(({ name, parameters }) => parameters !== undefined && written.startsWith(`${name}-`))
    .sort((a, b) => b.name.length - a.name.length);
  if (longest !== undefined) return longest;
  const known = kinds.flatMap(({ name, examples = [] }) => [name, ...examples]);
  throw new CountersignError(
    'mock.unknown-fault',
    `There is no fault "${written}".${didYouMean(written, known)}`,
    { fix: 'countersign mock <document> --fault list names them all.' },
  );
}

function valuesOf(written: string, kind: FaultKind): FaultValues {
  const { name, parameters = [] } = kind;
  const values: Record<string, number> = Object.fromEntries(parameters.map((one) => [one.name, one.default]));
  const words = written === name ? [] : written.slice(name.length + 1).split('-');
  let next = 0;
  while (words.length > 0) {
    const [first = ''] = words;
    const named = parameters.findIndex(({ word }, index) => index >= next && word === first);
    const at =
      named >= 0 ? named : parameters.findIndex(({ word }, index) => index >= next && word === undefined);
    const parameter = parameters[at];
    if (parameter === undefined) throw unexpected(written, first, kind, next);
    const value = words[named >= 0 ? 1 : 0] ?? '';
    const parsed = parameterValue(parameter.type, value);
    if (parsed === undefined) {
      throw bad(
        value === ''
          ? `"${written}" has no <${parameter.name}> after "${first}".`
          : `"${written}" has "${value}" for <${parameter.name}>, which takes ${PARAMETER_WORDS[parameter.type]}.`,
        parameter.type === 'close-code' && value === '1006'
          ? '1006 stands for no Close frame at all (RFC 6455 §7.1.5): write drop-after-<count>.'
          : writeLike(kind),
      );
    }
    values[parameter.name] = parsed;
    words.splice(0, named >= 0 ? 2 : 1);
    next = at + 1;
  }
  return values;
}

function unexpected(written: string, word: string, kind: FaultKind, next: number): CountersignError {
  const words = (kind.parameters ?? []).slice(next).flatMap((parameter) => parameter.word ?? []);
  return bad(
    `"${written}" has a "${word}" that "${kind.name}" does not know.${didYouMean(word, words)}`,
    writeLike(kind),
  );
}

function writeLike(kind: FaultKind): string {
  return `Write ${formOf(kind)}, for example ${kind.examples?.at(-1) ?? kind.name}.`;
}

function scopeOf(text: string, where: string, contract: Contract | undefined): FaultScope {
  if (where.startsWith('#')) {
    if (/^#[1-9]\d{0,14}$/.test(where)) return { connection: Number(where.slice(1)) };
    throw bad(
      `"${text}" names no connection: "${where}".`,
      'Write the number of a connection, for example no-reply@#7.',
    );
  }
  const ids = contract?.endpoints.map(({ id }) => id);
  if (where !== '' && ids?.includes(where) !== false) return { endpoint: where };
  throw bad(
    `"${text}" is to be committed at "${where}", and the contract has no such endpoint.${didYouMean(where, ids ?? [])}`,
    `Name one of ${(ids ?? []).join(', ')} after the @, or a connection: @#7.`,
  );
}

function bad(message: string, fix: string): CountersignError {
  return new CountersignError('mock.bad-fault', message, { fix });
}
