/** A server that runs. */
export interface Running {
  readonly port: number;
  /** Ends it and whatever it started. */
  stop(): Promise<void>;
}

/** A server of the zoo: right, or wrong in a way that is known. */
export interface Animal {
  readonly name: string;
  /** What it is and does, in a line. */
  readonly is: string;
  /** Why it cannot be started here, with what to install; `undefined`: it can. */
  readonly missing?: () => string | undefined;
  start(): Promise<Running>;
  readonly cells: readonly Cell[];
}

/** One way in which a developer fails at a server, what was in hand, and the true cause. */
export interface Cell {
  /** `CONNECTED`, or the id of the cause. */
  readonly cause: string;
  /** Path and query, or a whole URL; `{port}` is the server's. */
  readonly url: string;
  /** Further arguments of `countersign diagnose`; a name that ends in `.yaml` stands for a file of documents/. */
  readonly argv: readonly string[];
  /** A connection to this path is open meanwhile. */
  readonly holding?: string;
  /** A plain GET of this path is sent before, and nobody waits for its answer. */
  readonly before?: string;
  /** What the verdict has to say as well: its corrections, candidates or sentence. */
  readonly says?: RegExp;
}

/** `cell('NO-ROUTE', '/ws', '--origin', 'http://localhost:3000')` */
export function cell(cause: string, url: string, ...argv: readonly string[]): Cell {
  return { cause, url, argv };
}

export const PAGE: readonly string[] = ['--origin', 'http://localhost:3000'];
export const OTHER_PAGE: readonly string[] = ['--origin', 'http://localhost:4999'];

export function document(name: string): readonly string[] {
  return ['--document', `${name}.yaml`];
}
