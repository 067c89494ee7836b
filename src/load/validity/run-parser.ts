import type { Input } from '@asyncapi/parser';
import type { Diagnostic } from '../diagnostic.ts';
import type { Question } from './question.ts';

/**
 * Asks `@asyncapi/parser`. Importing it takes half a second.
 */
export async function runParser({ text, source, files }: Question): Promise<readonly Diagnostic[]> {
  const { createParser } = await import('./create-parser.ts');
  const parser = createParser(files);
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
