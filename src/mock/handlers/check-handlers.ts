import type { Contract } from '../../contract/contract.ts';
import { CountersignError } from '../../errors/countersign-error.ts';
import { didYouMean } from '../../errors/suggest.ts';
import type { AnyHandlers } from './handler-host.ts';

/**
 * Handlers as somebody wrote them, known to name only what the contract has.
 * @param file where they come from, for the error
 * @throws CountersignError `mock.invalid-handlers`
 */
export function checkHandlers(contract: Contract, value: unknown, file: string): AnyHandlers {
  if (!isRecord(value)) throw invalid(file, 'has no default export that is an object');
  for (const [name, handlers] of Object.entries(value)) {
    const endpoint = contract.endpoints.find(({ id, absent }) => id === name && absent === undefined);
    if (endpoint === undefined) {
      const known = contract.endpoints.flatMap(({ id, absent }) => (absent === undefined ? [id] : []));
      throw invalid(
        file,
        `has handlers for "${name}", and the contract has no such endpoint.${didYouMean(name, known)}`,
        `Name one of ${known.join(', ')}.`,
      );
    }
    if (handlers === undefined) continue;
    if (!isRecord(handlers)) throw invalid(file, `/${name} is no object`);
    const requests = endpoint.operations.flatMap(({ id, kind }) => (kind === 'request' ? [id] : []));
    const known = [...new Set([...endpoint.messages.client, ...requests, 'open', 'close'])];
    for (const [key, handler] of Object.entries(handlers)) {
      if (!known.includes(key)) {
        const message = `handles "${key}", which no client sends on "${name}".${didYouMean(key, known)}`;
        throw invalid(file, message, `Name one of ${known.join(', ')}.`);
      }
      if (handler !== undefined && typeof handler !== 'function') {
        throw invalid(file, `/${name}/${key} is no function`);
      }
    }
  }
  return value as AnyHandlers;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(
  file: string,
  what: string,
  fix = "It exports handlers: export default defineMock({ … }), from 'countersign/mock'.",
): CountersignError {
  return new CountersignError('mock.invalid-handlers', `${file} ${what}${/[.?!]$/.test(what) ? '' : '.'}`, {
    fix,
  });
}
