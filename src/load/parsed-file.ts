import type { Json } from '../contract/json.ts';
import { CountersignError } from '../errors/countersign-error.ts';
import type { Problem } from '../errors/problem.ts';
import type { SourceLocation } from '../errors/source-location.ts';
import type { TextPosition } from './line-starts.ts';
import { parseText } from './parse-text.ts';
import type { SourceFile } from './source-file.ts';

/** A file that was read and understood as YAML or JSON. */
export interface ParsedFile extends SourceFile {
  readonly value: Json;
  /** What was set aside while reading it: doubled keys, lost digits, unknown tags. */
  readonly problems: readonly Problem[];
  position(pointer: string): TextPosition;
  /** Where a value of an overlaid document really stands. Absent: where its pointer says. */
  readonly origin?: (pointer: string) => Origin;
}

/** Where a value stands. */
export interface Origin {
  readonly file: ParsedFile;
  /** RFC 6901, in that file. */
  readonly pointer: string;
}

/** Throws `document.not-yaml`, with the place, for a text that is neither YAML nor JSON. */
export function parseFile(file: SourceFile): ParsedFile {
  const parsed = parseText(file.text);
  const { value } = parsed;
  const problems = parsed.faults.map(
    ({ message, fix, line, column }): Problem => ({
      severity: 'warning',
      rule: 'document.not-yaml',
      message,
      at: { file: file.name, pointer: '', line, column },
      ...(fix === undefined ? {} : { fix }),
    }),
  );
  if (value === undefined) {
    const fatal = parsed.faults.findIndex((fault) => fault.severity === 'fatal');
    const problem = problems[fatal];
    throw new CountersignError(
      'document.not-yaml',
      `${file.name} is neither YAML nor JSON. ${problem?.message ?? ''}`,
      {
        ...(problem === undefined ? {} : { at: problem.at }),
        ...(problem?.fix === undefined ? {} : { fix: problem.fix }),
      },
    );
  }
  return { ...file, value, problems, position: parsed.position };
}

/** A file that is one text, and neither YAML nor JSON: Protocol Buffers. */
export function textFile(file: SourceFile): ParsedFile {
  return { ...file, value: file.text, problems: [], position: () => ({ line: 1, column: 1 }) };
}

/** Where the value at `pointer` of that file stands. */
export function locationIn(file: ParsedFile, pointer: string): SourceLocation {
  const origin = file.origin?.(pointer) ?? { file, pointer };
  return { file: origin.file.name, pointer: origin.pointer, ...origin.file.position(origin.pointer) };
}
