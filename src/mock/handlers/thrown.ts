/** What was thrown, in one line, without its stack. */
export function messageOfThrown(error: unknown): string {
  if (isError(error)) {
    const { name, message } = error;
    return (message === '' ? name : `${name}: ${message}`).split('\n')[0] ?? '';
  }
  return String(error).split('\n')[0] ?? '';
}

/** An error of the user's code need not be an instance of our `Error`. */
export function isError(error: unknown): error is Error {
  return (
    error instanceof Error ||
    (typeof error === 'object' && error !== null && 'stack' in error && typeof error.stack === 'string')
  );
}
