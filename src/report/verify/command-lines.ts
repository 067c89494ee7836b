/**
 * A command over several lines that a shell takes as one: broken at the spaces between its words, never inside of a
 * quoted one, each line but the last with a backslash at its end. A word that is wider than a line stays whole.
 */
export function commandLines(command: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of wordsOf(command)) {
    if (line !== '' && line.length + 1 + word.length + 2 > width) {
      lines.push(`${line} \\`);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** At spaces outside of single quotes. `-H 'Name: value'` stays together. */
function wordsOf(command: string): readonly string[] {
  const words = command.match(/(?:'[^']*'|[^\s'])+/g) ?? [];
  const joined: string[] = [];
  for (const [i, word] of words.entries()) {
    const isValue = /^-[A-Za-z]$|^--[a-z-]+$/.test(words[i - 1] ?? '') && !word.startsWith('-');
    if (isValue && joined.length > 0) joined.push(`${joined.pop() ?? ''} ${word}`);
    else joined.push(word);
  }
  return joined;
}
