import type { Input } from '@asyncapi/parser';
import type { Diagnostic } from '../diagnostic.ts';
import { parserFileName } from './parser-file-name.ts';
import type { Question } from './question.ts';

/**
 * Asks `@asyncapi/parser`. Importing it takes half a second. It sees nothing but the files of the question: it would
 * fetch remote `$ref`s, and read any local file.
 */
export async function runParser({ text, source, files }: Question): Promise<readonly Diagnostic[]> {
  const { Parser } = await import('@asyncapi/parser');
  const byName = new Map(files);
  // A resolver that throws or answers `undefined` would be passed over in favour of the network: it answers `{}`.
  const resolver = (schema: string) => ({
    schema,
    order: 1,
    canRead: true,
    read: (uri: { toString(): string }): string => byName.get(parserFileName(uri.toString())) ?? '{}',
  });
  const parser = new Parser({
    ruleset: { core: true, recommended: false },
    __unstable: { resolver: { cache: false, resolvers: ['file', 'http', 'https'].map(resolver) } },
  });
  // The value, not the text: what is judged is what was read, whatever another YAML library would make of the text.
  const input: Input = text;
  const diagnostics = (await parser.validate(input, { source })) as readonly Diagnostic[];
  return diagnostics.map(({ code, message, path, severity, source: file }) => ({
    code,
    message,
    path,
    severity,
    ...(file === undefined ? {} : { source: file }),
  }));
}
