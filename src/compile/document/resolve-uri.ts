/**
 * RFC 3986 §5.2: `reference` seen from `base`, without its fragment. Written out because `URL` is not part
 * of the language, and because a base may be a plain path or `-`.
 */
export function resolveUri(base: string, reference: string): string {
  const target = reference.replace(/#.*$/s, '');
  if (target === '') return base;
  if (/^[a-z][a-z\d+.-]+:/i.test(target)) return target;
  const [, scheme = '', authority = '', path = ''] =
    /^([a-z][a-z\d+.-]+:)?(\/\/[^/]*)?(.*)$/is.exec(base) ?? [];
  if (target.startsWith('//')) return scheme + target;
  if (target.startsWith('/')) return scheme + authority + removeDotSegments(target);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return scheme + authority + removeDotSegments(folder + target);
}

function removeDotSegments(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/');
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1;
    if (segment === '..') {
      if (kept.length > 1 || (kept.length === 1 && kept[0] !== '')) kept.pop();
    } else if (segment !== '.') kept.push(segment);
    if (last && (segment === '..' || segment === '.')) kept.push('');
  }
  return kept.join('/');
}
