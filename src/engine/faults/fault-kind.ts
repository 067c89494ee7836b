import type { Fault } from './fault.ts';

/** An entry of the catalogue. One without parameters is one fault; of one with parameters there are many. */
export interface FaultKind {
  /** kebab-case. */
  readonly name: string;
  /** In the order in which they are written. */
  readonly parameters?: readonly FaultParameter[];
  /** Ways to write it that people ask for, beside the plain name. */
  readonly examples?: readonly string[];
  /** @param values one for each parameter, under its name. */
  make(values: FaultValues): Omit<Fault, 'name' | 'scope'>;
}

export interface FaultParameter {
  /** What stands for it in `close[-<code>][-after-<count>]`. */
  readonly name: string;
  /** The word before its value. Absent: the value stands right after what is before it. */
  readonly word?: string;
  readonly type: ParameterType;
  /** Where it is left out. */
  readonly default: number;
}

/** `duration` is in ms. */
export type ParameterType = 'status' | 'close-code' | 'count' | 'nth' | 'duration' | 'rate';

export type FaultValues = Readonly<Record<string, number>>;

/** `close[-<code>][-after-<count>]`: what stands in brackets may be left out. */
export function formOf({ name, parameters = [] }: FaultKind): string {
  const parts = parameters.map(
    (parameter) => `[${parameter.word === undefined ? '' : `-${parameter.word}`}-<${parameter.name}>]`,
  );
  return `${name}${parts.join('')}`;
}

/** A kind without parameters. */
export function plain(name: string, fault: Omit<Fault, 'name' | 'scope'>): FaultKind {
  return { name, make: () => fault };
}
