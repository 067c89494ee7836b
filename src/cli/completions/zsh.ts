import type { CommandWords, FlagWords } from './command-words.ts';

/** For zsh, by its own `_arguments`: descriptions are shown beside the options. */
export function zshCompletion(commands: readonly CommandWords[]): string {
  return `#compdef countersign
# Completion of countersign in zsh: a file called _countersign in a folder of $fpath, or eval "$(countersign completions zsh)"
_countersign() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    '${name}:${quoted(summary)}'`).join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
${commands.map(commandCase).join('\n')}
    help) ((CURRENT == 2)) && _describe command commands ;;
  esac
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _countersign "$@"
else
  compdef _countersign countersign
fi
`;
}

function commandCase({ name, kinds, takesFile, flags }: CommandWords): string {
  const positional = [
    ...(kinds.length === 0 ? [] : [`'1:what:(${kinds.join(' ')})'`]),
    ...(takesFile ? [`'${kinds.length === 0 ? 1 : 2}:document:_files'`] : []),
  ];
  return `    ${name})\n      _arguments ${[...flags.flatMap(flagSpecs), ...positional].join(' \\\n        ')}\n      ;;`;
}

function flagSpecs({ flag, short, help, value }: FlagWords): string[] {
  const action = value === 'file' ? '_files' : typeof value === 'string' ? ' ' : `(${value.join(' ')})`;
  const tail = value === 'none' ? '' : `:value:${action}`;
  const equals = value === 'none' ? '' : '=';
  const spec = (word: string): string =>
    `'*${word}${word === flag ? equals : ''}[${quoted(help).replace(/[[\]]/g, '\\$&')}]${tail}'`;
  return [spec(flag), ...(short === undefined ? [] : [spec(`-${short}`)])];
}

/** Inside of single quotes, where a colon ends a field. */
function quoted(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll("'", "'\\''").replaceAll(':', '\\:');
}
