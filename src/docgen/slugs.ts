/**
 * A name for each key that can stand in a file name and in a link, and that stays the same when other keys come and
 * go. Only keys that would get the same name, also where case does not count, get a mark of their own.
 */
export function slugsOf(keys: readonly string[]): ReadonlyMap<string, string> {
  const wanted = new Map([...new Set(keys)].map((key) => [key, plain(key)]));
  const times = new Map<string, number>();
  for (const slug of wanted.values()) times.set(slug.toLowerCase(), (times.get(slug.toLowerCase()) ?? 0) + 1);
  return new Map(
    [...wanted].map(([key, slug]) => {
      const isClear = slug !== '' && times.get(slug.toLowerCase()) === 1 && !RESERVED.test(slug);
      return [key, isClear ? slug : `${slug === '' ? 'x' : slug}-${mark(key)}`];
    }),
  );
}

/** Names that Windows keeps for devices. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d|index)$/i;
const LONGEST = 80;

function plain(key: string): string {
  const slug = key.replaceAll(/[^A-Za-z0-9_]+/g, '-').replaceAll(/^-+|-+$/g, '');
  return slug.length <= LONGEST ? slug : `${slug.slice(0, LONGEST)}-${mark(key)}`;
}

/** FNV-1a, 32 bits. */
function mark(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
