/** One option of one command, declared once: parsing, help, and the values' types all come from this. */
export interface OptionSpec {
  /** `duration`: `250ms`, `5s`, `2m`, `1h`; its value is in ms. */
  readonly type: 'string' | 'boolean' | 'integer' | 'duration';
  readonly short?: string;
  /** As a user would write it. */
  readonly default?: string;
  /** What stands for the value in the help: `<port>`. */
  readonly placeholder?: string;
  /** The only words that it takes; with `duration`, words that it takes beside a duration. */
  readonly choices?: readonly string[];
  /** May be given several times; its value is a list. */
  readonly list?: boolean;
  /** `integer` only: the least and the greatest value. */
  readonly range?: readonly [least: number, greatest: number];
  /** One line. */
  readonly help: string;
  /** More lines for the same entry, where one does not do. */
  readonly details?: string;
  /** A value that works, for the error text. */
  readonly example?: string;
  /** The heading that it stands under in the help. */
  readonly group: string;
}

export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** `undefined` can only come where the table gives no default. */
export type OptionValues<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends OptionSpec ? ValueOf<Table[Name]> : never;
};

type ValueOf<Spec extends OptionSpec> = Spec extends { readonly list: true }
  ? readonly Single<Spec>[]
  : Spec extends { readonly type: 'boolean' } | { readonly default: string }
    ? Single<Spec>
    : Single<Spec> | undefined;

type Single<Spec extends OptionSpec> = Spec['type'] extends 'boolean'
  ? boolean
  : Spec['type'] extends 'integer'
    ? number
    : Spec['type'] extends 'duration'
      ? number | Word<Spec, never>
      : Word<Spec, string>;

type Word<Spec extends OptionSpec, Otherwise> = Spec extends {
  readonly choices: readonly (infer Choice extends string)[];
}
  ? Choice
  : Otherwise;
