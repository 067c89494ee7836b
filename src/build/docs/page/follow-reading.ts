/** Marks the section that is being read in the contents of the page. */
export function followReading(): void {
  const links = new Map<string, HTMLAnchorElement>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.on-page a'))
    links.set(decodeURIComponent(link.hash.slice(1)), link);
  if (links.size === 0) return;
  const headings = [...document.querySelectorAll<HTMLElement>('main :is(h2,h3)[id]')].filter(({ id }) =>
    links.has(id),
  );
  let marked: HTMLAnchorElement | undefined;
  const mark = (): void => {
    const read = headings.findLast((heading) => heading.getBoundingClientRect().top < 140) ?? headings[0];
    const link = read === undefined ? undefined : links.get(read.id);
    if (link === marked) return;
    marked?.removeAttribute('aria-current');
    link?.setAttribute('aria-current', 'location');
    marked = link;
  };
  addEventListener('scroll', mark, { passive: true });
  mark();
}
