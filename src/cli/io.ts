import type { Style } from '../report/style.ts';

/** All that a command knows of the process it runs in, so that a test can run it without one. */
export interface Io {
  /** Text as it is: the caller ends its lines. */
  stdout(text: string): void;
  stderr(text: string): void;
  /** Shows a line of progress in the place of the last one; `''` takes it away. Absent where nobody watches. */
  readonly progress?: (line: string) => void;
  /** For standard output: colours and width. */
  readonly style: Style;
  /** Somebody sits at the terminal, and can be asked. */
  readonly isInteractive?: boolean;
  /** All of standard input. */
  stdin(): Promise<string>;
  /** Called once at Ctrl+C or SIGTERM. A command that never asks is simply ended, with exit code 130. */
  onInterrupt(callback: () => void): void;
  /**
   * Called with an error that nobody caught, such as a promise of the user's code that nobody waits for; `true`: it is
   * dealt with. Else it counts as a bug, and ends the process. Absent: there is no process to end.
   */
  onStray?(deal: (error: unknown) => boolean): void;
  /** Of Countersign. */
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}
