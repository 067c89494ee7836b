import type { Endpoint } from '../contract/endpoint.ts';
import type { RefusalForm } from '../contract/handshake-policy.ts';

/** The lines that make something a promise of an endpoint: below `x-countersign` of its channel. */
export function channelLines(endpoint: Endpoint, ...lines: readonly string[]): string {
  return nested(['channels', endpoint.channels[0] ?? endpoint.id, 'x-countersign'], lines);
}

export function serverLines(server: string, ...lines: readonly string[]): string {
  return nested(['servers', server, 'x-countersign'], lines);
}

export function operationLines(operation: string, ...lines: readonly string[]): string {
  return nested(['operations', operation, 'x-countersign'], lines);
}

export function formText(form: RefusalForm): string {
  return 'status' in form ? String(form.status) : `{ close: ${form.close} }`;
}

/** YAML: keys below each other, then the lines. */
export function nested(keys: readonly string[], lines: readonly string[]): string {
  const indent = '  '.repeat(keys.length);
  return [
    ...keys.map((key, depth) => `${'  '.repeat(depth)}${yamlKey(key)}:`),
    ...lines.map((line) => `${indent}${line}`),
  ].join('\n');
}

function yamlKey(key: string): string {
  return /^[A-Za-z_][\w.-]*$|^\/[\w./{}-]*$/.test(key) ? key : JSON.stringify(key);
}
