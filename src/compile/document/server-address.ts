import type { DocumentNode } from './document-node.ts';
import type { DocumentReader } from './document-reader.ts';

export interface ServerAddress {
  readonly scheme?: string;
  /** `host` or `host:port`. */
  readonly host: string;
  /** `''`, or starts with `/` and does not end with one. */
  readonly pathname: string;
  /** What stands behind `?`, as it is written. */
  readonly query?: string;
}

/**
 * `wss://host:1/path`, `host:1/path`, `host` or `/path`, taken apart. AsyncAPI 2 writes all of it in `url`;
 * in AsyncAPI 3 people write it in `host`.
 */
export function parseServerAddress(text: string): ServerAddress {
  const [, scheme, , authority = '', path = '', query = ''] =
    /^(?:([a-z][a-z\d+.-]*):(?=\/\/))?(\/\/)?([^/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(text.trim()) ?? [];
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return {
    ...(scheme === undefined ? {} : { scheme: scheme.toLowerCase() }),
    host: host === '' ? 'localhost' : host,
    pathname: normalisePathname(path),
    ...(query === '' ? {} : { query }),
  };
}

/** `''`, or one leading slash, none at the end, none doubled. */
export function normalisePathname(path: string): string {
  const inner = path
    .split('/')
    .filter((segment) => segment !== '')
    .join('/');
  return inner === '' ? '' : `/${inner}`;
}

/** Fills `{variables}` by their default, first enum member or first example (Server Variable Object). */
export function fillVariables(reader: DocumentReader, server: DocumentNode, text: string): string {
  const variables = reader.child(server, 'variables');
  return text.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => {
    const variable = reader.child(variables, name);
    const candidates = [
      reader.child(variable, 'default'),
      reader.items(reader.child(variable, 'enum'))[0],
      reader.items(reader.child(variable, 'examples'))[0],
    ];
    for (const candidate of candidates) {
      if (typeof candidate?.value === 'string' || typeof candidate?.value === 'number') {
        return String(candidate.value);
      }
    }
    return whole;
  });
}
