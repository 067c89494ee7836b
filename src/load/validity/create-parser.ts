import { Parser } from '@asyncapi/parser';
import { parserFileName } from './parser-file-name.ts';

/** `@asyncapi/parser`, which sees nothing but these files: it would fetch remote `$ref`s, and read any local file. */
export function createParser(files: readonly (readonly [name: string, text: string])[]): Parser {
  const byName = new Map(files);
  // A resolver that throws or answers `undefined` would be passed over in favour of the network: it answers `{}`.
  const resolver = (schema: string) => ({
    schema,
    order: 1,
    canRead: true,
    read: (uri: { toString(): string }): string => byName.get(parserFileName(uri.toString())) ?? '{}',
  });
  return new Parser({
    ruleset: { core: true, recommended: false },
    __unstable: { resolver: { cache: false, resolvers: ['file', 'http', 'https'].map(resolver) } },
  });
}
