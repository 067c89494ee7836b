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
    const companion = contract.companions.find(({ id }) => id === name);
    if (endpoint === undefined && companion !== undefined) {
      checkCompanion(file, name, handlers);
      continue;
    }
    if (endpoint === undefined) {
      const known = [
        ...contract.endpoints.flatMap(({ id, absent }) => (absent === undefined ? [id] : [])),
        ...contract.companions.map(({ id }) => id),
      ];
      throw invalid(
        file,
        `has handlers for "${name}", and the contract has no such endpoint or companion.${didYouMean(name, known)}`,
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

function checkCompanion(file: string, name: string, handlers: unknown): void {
  if (handlers === undefined) return;
  if (!isRecord(handlers)) throw invalid(file, `/${name} is no object`);
  for (const [key, handler] of Object.entries(handlers)) {
    if (key !== 'request')
      throw invalid(
        file,
        `handles "${key}" of "${name}", which is an HTTP companion.${didYouMean(key, ['request'])}`,
        'A companion has one handler: request.',
      );
    if (handler !== undefined && typeof handler !== 'function')
      throw invalid(file, `/${name}/request is no function`);
  }
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
