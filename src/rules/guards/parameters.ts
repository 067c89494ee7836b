import type { Endpoint } from '../../contract/endpoint.ts';
import type { Validators } from '../../schema/validators.ts';
import { judgeFieldValue } from '../field-value.ts';
import type { Complaint } from './complaint.ts';

/** Each address parameter is one of its `enum` and satisfies its schema. AsyncAPI: Parameter Object. */
export function judgeParameters(
  endpoint: Endpoint,
  values: Readonly<Record<string, string>>,
  validators: Validators,
): Complaint | undefined {
  for (const parameter of endpoint.parameters) {
    const value = values[parameter.name];
    if (value === undefined) continue;
    const reason = `The path has "${value}" for {${parameter.name}}.`;
    if (parameter.enum !== undefined && !parameter.enum.includes(value)) {
      return { reason, remedy: `{${parameter.name}} is one of ${parameter.enum.join(', ')}.` };
    }
    const error = judgeFieldValue({ ...parameter, required: true }, value, validators);
    if (error !== undefined) return { reason, remedy: `${error.message}.` };
  }
  return undefined;
}
