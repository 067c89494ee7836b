/**
 * A pattern of a JSON Schema: with the `u` flag (JSON Schema 2020-12 §6.4); without it where only that makes it a regular
 * expression, since many documents escape more than `u` allows. Throws `SyntaxError`.
 * @param flags further ones
 */
export function regExpOf(pattern: string, flags = ''): RegExp {
  try {
    return new RegExp(pattern, `u${flags}`);
  } catch (error) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      throw error;
    }
  }
}
