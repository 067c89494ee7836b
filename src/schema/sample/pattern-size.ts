/** How often an open repetition is taken to be made. */
const OPEN = 5;

/**
 * About how many characters a text can have that is made from a pattern: `(a{99}){99}` is short to write. Counts may
 * stand in counts, so what is made has to be known before it is made.
 */
export function patternSize(pattern: string): number {
  const open: { sum: number; last: number }[] = [];
  let here = { sum: 0, last: 0 };
  const add = (size: number): void => {
    here = { sum: here.sum + size, last: size };
  };
  for (let i = 0; i < pattern.length; i += 1) {
    const char = pattern[i];
    if (char === '(') {
      open.push(here);
      here = { sum: 0, last: 0 };
    } else if (char === ')') {
      const { sum } = here;
      here = open.pop() ?? { sum: 0, last: 0 };
      add(sum);
    } else if (char === '*' || char === '+') {
      here.sum += here.last * (OPEN - 1);
    } else if (char === '{') {
      const [whole, least = '1', most = least] = /^\{(\d+)(?:,(\d*))?\}/.exec(pattern.slice(i, i + 40)) ?? [];
      if (whole === undefined) continue;
      here.sum += here.last * (Math.max(Number(least), Number(most)) - 1);
      i += whole.length - 1;
    } else if (char !== '|') {
      if (char === '\\') i += 1;
      if (char === '[') {
        while (i < pattern.length && pattern[i] !== ']') i += pattern[i] === '\\' ? 2 : 1;
      }
      add(1);
    }
  }
  return here.sum;
}
