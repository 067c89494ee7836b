/** The last lines that a backend wrote, each with when it came. */
export interface BackendLog {
  /** Text as it comes; a line may come in pieces. */
  write(text: string): void;
  /** The lines of a stretch of time, the last ones where there are too many. Times are those of the clock. */
  between(from: number, to: number): readonly string[];
  last(count: number): readonly string[];
  /** Told of each piece of text from now on, with what came before in one piece; the result stops it. */
  listen(listener: (text: string) => void): () => void;
}

const LINES = 5_000;
const LINE_WIDTH = 1_000;
/** Most lines beside one finding. */
const SHOWN = 20;

/** @param now ms, never going back. */
export function createBackendLog(now: () => number): BackendLog {
  const lines: { readonly at: number; readonly text: string }[] = [];
  const listeners = new Set<(text: string) => void>();
  let rest = '';

  const keep = (line: string): void => {
    const text = withoutStyle(line).trimEnd();
    if (text === '') return;
    lines.push({ at: now(), text: text.length > LINE_WIDTH ? `${text.slice(0, LINE_WIDTH)}…` : text });
    // Cut now and then, not at every line: shifting a long list is work.
    if (lines.length > LINES * 2) lines.splice(0, lines.length - LINES);
  };
  const texts = (): readonly string[] => {
    const open = withoutStyle(rest).trim();
    return [...lines.map(({ text }) => text), ...(open === '' ? [] : [open])];
  };

  return {
    write(text) {
      const whole = (rest + text).split(/\r?\n/);
      rest = (whole.pop() ?? '').slice(-LINE_WIDTH * 2);
      for (const line of whole) keep(line);
      for (const listener of listeners) listener(text);
    },
    between: (from, to) =>
      lines
        .filter(({ at }) => at >= from && at <= to)
        .slice(-SHOWN)
        .map(({ text }) => text),
    last: (count) => texts().slice(-count),
    listen(listener) {
      const before = texts().join('\n');
      listeners.add(listener);
      if (before !== '') listener(before);
      return () => void listeners.delete(listener);
    },
  };
}

/** ECMA-48 control sequences: colours are for terminals. */
function withoutStyle(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they begin with one
  return line.replace(/\u001b\[[0-?]*[ -/]*[@-~]/g, '');
}
