const SVG = 'http://www.w3.org/2000/svg';

/** Strokes on a grid of 24. */
const PATHS = {
  search: ['M11 4a7 7 0 1 0 0 14a7 7 0 0 0 0-14', 'm20 20-4-4'],
  system: ['M4 5h16v11H4z', 'M9 20h6', 'M12 16v4'],
  light: [
    'M12 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8',
    'M12 2v2m0 16v2M2 12h2m16 0h2M5 5l1.4 1.4m11.2 11.2L19 19M5 19l1.4-1.4M17.600 6.400 19 5',
  ],
  dark: ['M20 14.500A8 8 0 0 1 9.500 4a8 8 0 1 0 10.500 10.500'],
  menu: ['M4 7h16M4 12h16M4 17h16'],
} as const;

/** For the eyes only: what it says is said by the label beside it. */
export function icon(name: keyof typeof PATHS): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  for (const [key, value] of [
    ['fill', 'none'],
    ['stroke', 'currentColor'],
    ['stroke-width', '2'],
    ['stroke-linecap', 'round'],
    ['stroke-linejoin', 'round'],
  ] as const)
    svg.setAttribute(key, value);
  for (const d of PATHS[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}
