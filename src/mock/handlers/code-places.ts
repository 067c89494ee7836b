/** Where in the user's code something comes from; known where the stack names files. */
export interface CodePlaces {
  /** `text` with the place that this call comes from. */
  calling(text: string): string;
  /** Where an error was thrown: `mock.ts:12:3`. */
  thrown(error: unknown): string | undefined;
}

/** In a browser a stack names a bundle, which says nothing. */
export const noPlaces: CodePlaces = { calling: (text) => text, thrown: () => undefined };
