/** One measurement, asked for by name: `npm run bench -- mock`. */
export interface Bench {
  readonly name: string;
  readonly title: string;
  /** Returns the text to print. `short`: fewer and shorter rounds, to prove that it runs. */
  run(short: boolean): Promise<string>;
}
