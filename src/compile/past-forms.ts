/** Verbs of protocols whose past is not made with `-ed`. */
const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['send', 'sent'],
  ['leave', 'left'],
  ['get', 'got'],
  ['begin', 'begun'],
  ['login', 'logged'],
  ['pay', 'paid'],
  ['make', 'made'],
  ['buy', 'bought'],
  ['sell', 'sold'],
  ['withdraw', 'withdrawn'],
]);

/** `subscribe` → `subscribed`, `cancel` → `canceled` and `cancelled`, `leave` → `left`. */
export function pastForms(verb: string): readonly string[] {
  const irregular = IRREGULAR.get(verb);
  if (irregular !== undefined) return [irregular];
  if (verb.endsWith('e')) return [`${verb}d`];
  if (/[^aeiou]y$/.test(verb)) return [`${verb.slice(0, -1)}ied`];
  return [`${verb}ed`, `${verb}${verb.at(-1) ?? ''}ed`];
}
