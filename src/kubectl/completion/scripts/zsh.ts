import { directives } from '../directive';
import { functionName } from './function-name';

/** The script for zsh 5.2 and later. */
export function zshScript(program: string): string {
  const name = functionName(program);
  return `#compdef ${program}
# Completion of ${program} for zsh.
#   source <(${program} completion zsh)

_${name}() {
  local answer directive line candidate description word=\${words[CURRENT]} prefix=""
  local -a candidates lines described options

  answer=$(\${words[1]} __complete "\${(@)words[2,CURRENT]}" 2>/dev/null) || return 1
  lines=("\${(@f)answer}")
  directive=\${lines[-1]#:}
  lines[-1]=()

  if ((directive & ${directives.fileEndings})); then
    _files -g "*.(\${(j:|:)lines})"
    return
  fi
  [[ $word == -*=* ]] && prefix=\${word%%=*}=
  for line in $lines; do
    candidate=\${line%%$'\\t'*}
    description=\${line#*$'\\t'}
    candidates+=("$prefix$candidate")
    if [[ $line == *$'\\t'* ]]; then
      described+=("\${candidate//:/\\\\:}:$description")
    else
      described+=("\${candidate//:/\\\\:}")
    fi
  done
  ((directive & ${directives.noSpace})) && options=(-S '')

  if ((\${#candidates} > 0)); then
    if [[ -n $prefix ]]; then
      compadd $options -- $candidates
    else
      _describe -V '${program}' described $options
    fi
  elif ! ((directive & ${directives.noFiles})); then
    _files
  fi
}

if [[ \${funcstack[1]} == _${name} ]]; then
  _${name} "$@"
else
  compdef _${name} ${program}
fi
`;
}
