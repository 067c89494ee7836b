/** `login-1`: the same for the same subject. */
export type LoginNames = (subject: string) => string;

/** Most logins that are told apart at a time; as many as the engine remembers. */
const MOST = 10_000;

/** A subject is made of what was sent to log in, a password too: a handler gets a number in its place. */
export function createLoginNames(): LoginNames {
  const names = new Map<string, string>();
  let last = 0;
  return (subject) => {
    const known = names.get(subject);
    if (known !== undefined) return known;
    last += 1;
    const name = `login-${last}`;
    names.set(subject, name);
    const oldest = names.size > MOST ? names.keys().next().value : undefined;
    if (oldest !== undefined) names.delete(oldest);
    return name;
  };
}
