import picocolors from 'picocolors';
import type { Style } from '../report/style.ts';

const DEFAULT_WIDTH = 100;

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Colours where the stream is a terminal, unless NO_COLOR (no-color.org) is set; FORCE_COLOR has them anywhere. */
export function terminalStyle(stream: Terminal, env: Readonly<Record<string, string | undefined>>): Style {
  const { bold, dim, red, green, yellow, blue, magenta, cyan, gray } = picocolors.createColors(
    colours(stream, env),
  );
  return { bold, dim, red, green, yellow, blue, magenta, cyan, gray, width: stream.columns || DEFAULT_WIDTH };
}

function colours(stream: Terminal, env: Readonly<Record<string, string | undefined>>): boolean {
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  if (env.NO_COLOR) return false;
  return stream.isTTY === true && env.TERM !== 'dumb';
}
