/** How a text is set: colours that a terminal may show, and the columns that there are. */
export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly blue: Paint;
  readonly magenta: Paint;
  readonly cyan: Paint;
  readonly gray: Paint;
  /** Columns. */
  readonly width: number;
}

/** Sets a text without changing what is read. */
export type Paint = (text: string) => string;

/** No colours: files, pipes and tests. */
export function plainStyle(width = 80): Style {
  const same: Paint = (text) => text;
  return {
    bold: same,
    dim: same,
    red: same,
    green: same,
    yellow: same,
    blue: same,
    magenta: same,
    cyan: same,
    gray: same,
    width,
  };
}
