import type { HandshakeField } from '../contract/handshake-policy.ts';
import type { Json } from '../contract/json.ts';
import type { SchemaError, Validators } from '../schema/validators.ts';

/**
 * What is wrong with the text of a query parameter or header; `undefined`: nothing. A schema speaks of JSON, a
 * query of text: the text is good when any reading of it (as string, number, boolean) satisfies the schema.
 */
export function judgeFieldValue(
  field: HandshakeField,
  text: string,
  validators: Validators,
): SchemaError | undefined {
  const schema = field.schema;
  if (schema === undefined) return undefined;
  const readings = readingsOf(text);
  if (readings.some((reading) => validators.valid(schema, reading))) return undefined;
  // The last reading is the most specific one: its error says what is wrong with the number, not that it is a string.
  return validators.errors(schema, readings.at(-1) ?? text)[0];
}

function readingsOf(text: string): readonly Json[] {
  const readings: Json[] = [text];
  if (text === 'true' || text === 'false') readings.push(text === 'true');
  if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text)) readings.push(Number(text));
  return readings;
}
