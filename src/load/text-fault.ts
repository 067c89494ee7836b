/** Something that is wrong with a YAML or JSON text, before anybody asks what it means. */
export interface TextFault {
  /** A `fatal` one leaves nothing to read. */
  readonly severity: 'fatal' | 'warning';
  readonly message: string;
  readonly fix?: string;
  /** Offset into the text, in UTF-16 code units. */
  readonly offset: number;
}
