/** A text that a client or a server prints, and what it means. */
export interface MessageRule {
  readonly pattern: RegExp;
  /** Ids of causes, or of what only a client does (`client-causes.ts`), the likeliest first. */
  readonly causes: readonly string[];
  readonly sentence: string;
  /** What to change, where the text alone tells it. */
  readonly fix?: readonly string[];
}
