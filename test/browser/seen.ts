import type { Page } from 'playwright-core';

/** Something that a page saw, or did that can be seen, as `record.js` writes it down: its kind first. */
export type Seen = readonly [kind: string, ...what: unknown[]];

/** Waits until `times` events of that kind have been seen. */
export async function until(page: Page, kind: string, times = 1): Promise<void> {
  await page.waitForFunction(`seenTimes(${JSON.stringify(kind)}) >= ${times}`, undefined, {
    polling: 20,
    timeout: 10_000,
  });
}

/** All that was seen until now, and forgets it. */
export function takeSeen(page: Page): Promise<readonly Seen[]> {
  return page.evaluate('seen.splice(0)');
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)/g;

/**
 * `seen` without what is another each time: identifiers are numbered in the order in which they appear (so that equal
 * ones stay equal); instants, and the members that `varying` names, give way to what kind of value they are. What the
 * page's requests saw stands first: a response and an event come by different connections, in no promised order.
 */
export function comparable(seen: readonly Seen[], varying: readonly string[] = []): readonly unknown[] {
  const ids: string[] = [];
  const text = (value: string): string =>
    value
      .replace(UUID, (id) => `<id ${(ids.includes(id) ? ids.indexOf(id) : ids.push(id) - 1) + 1}>`)
      .replace(INSTANT, '<instant>');
  const masked = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(masked);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        name,
        varying.includes(name) ? `<${Array.isArray(member) ? 'array' : typeof member}>` : masked(member),
      ]),
    );
  };
  const requests = seen.filter(([kind]) => kind === 'fetch');
  return [...requests, ...seen.filter(([kind]) => kind !== 'fetch')].map(masked);
}
