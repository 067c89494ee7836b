/** What the author wrote for people. */
export interface Described {
  readonly title?: string;
  /** The summary; where there is none, the description. */
  readonly summary?: string;
  /** What the description says beside the summary. Absent: nothing more. */
  readonly description?: string;
}
