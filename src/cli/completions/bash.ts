import type { CommandWords } from './command-words.ts';

/** For bash 3.2 and later. Where nothing is proposed, bash proposes files. */
export function bashCompletion(commands: readonly CommandWords[]): string {
  return `# Completion of countersign in bash: eval "$(countersign completions bash)"
_countersign() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} command=\${COMP_WORDS[1]} words=
  # bash takes --name=value apart.
  if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    words='${commands.map(({ name }) => name).join(' ')} help --help --version'
  else
    case "$command $prev" in
${commands.flatMap(valueCases).join('\n')}
      *)
        case "$command" in
${commands.map(commandCase).join('\n')}
          help) words='${commands.map(({ name }) => name).join(' ')}' ;;
        esac
        ;;
    esac
  fi
  if [[ -n $words ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
  fi
}
complete -o default -F _countersign countersign
`;
}

function valueCases({ name, flags }: CommandWords): string[] {
  return flags.flatMap(({ flag, short, value }) => {
    if (value === 'none') return [];
    const patterns = [`'${name} ${flag}'`, ...(short === undefined ? [] : [`'${name} -${short}'`])];
    // What cannot be known is no file either.
    const body =
      value === 'any'
        ? 'compopt +o default 2>/dev/null'
        : value === 'file'
          ? ':'
          : `words='${value.join(' ')}'`;
    return [`      ${patterns.join(' | ')}) ${body} ;;`];
  });
}

function commandCase({ name, kinds, takesFile, flags }: CommandWords): string {
  const all = flags.map(({ flag }) => flag).join(' ');
  const first = kinds.length === 0 ? '' : ` elif ((COMP_CWORD == 2)); then words='${kinds.join(' ')}';`;
  const none = takesFile ? '' : ' else compopt +o default 2>/dev/null;';
  return `          ${name}) if [[ $cur == -* ]]; then words='${all}';${first}${none} fi ;;`;
}
