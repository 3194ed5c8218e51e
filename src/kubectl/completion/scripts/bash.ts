import { directives } from '../directive';
import { functionName } from './function-name';

/** The script for bash 3.2 and later; it needs no other one. */
export function bashScript(program: string): string {
  const name = functionName(program);
  return `# Completion of ${program} for bash.
#   source <(${program} completion bash)

# Puts the words before the cursor into \`typed\`: bash splits them at = and : as well, which are part of them here.
__${name}_words() {
  local line=\${COMP_LINE:0:COMP_POINT} at piece
  typed=()
  for ((at = 0; at <= COMP_CWORD; at++)); do
    piece=\${COMP_WORDS[at]}
    if [[ $at -eq 0 || $line == [[:space:]]* ]]; then
      line=\${line#"\${line%%[![:space:]]*}"}
      typed+=("")
    fi
    [[ $at -eq $COMP_CWORD ]] && piece=$line
    typed[\${#typed[@]}-1]+=$piece
    line=\${line#"$piece"}
  done
}

# What bash takes for the word ends before the last = or : in it.
__${name}_reply() {
  local kept="" mark before
  for mark in = :; do
    [[ $COMP_WORDBREAKS == *$mark* && $word == *$mark* ]] || continue
    before=\${word%"$mark"*}$mark
    [[ \${#before} -gt \${#kept} ]] && kept=$before
  done
  local candidate
  for candidate in "$@"; do
    COMPREPLY+=("\${candidate#"$kept"}")
  done
}

__${name}_files() {
  local file ending
  compopt -o filenames 2>/dev/null
  while IFS= read -r file; do
    for ending in / "$@"; do
      if [[ $ending == / && -d $file ]] || [[ $ending != / && $file == *."$ending" ]]; then
        COMPREPLY+=("$file")
        break
      fi
    done
  done < <(compgen -f -- "$value")
}

__start_${name}() {
  local typed word value program answer directive line
  COMPREPLY=()
  __${name}_words
  program=\${typed[0]}
  type -P -- "$program" >/dev/null || program=${program}
  word=\${typed[\${#typed[@]}-1]}
  value=$word
  [[ $word == -*=* ]] && value=\${word#*=}

  answer=$("$program" __completeNoDesc "\${typed[@]:1}" 2>/dev/null) || return
  directive=\${answer##*:}
  answer=\${answer%:*}
  local candidates=()
  while IFS= read -r line; do
    [[ -n $line ]] && candidates+=("$line")
  done <<<"$answer"

  if ((directive & ${directives.fileEndings})); then
    __${name}_files "\${candidates[@]}"
    return
  fi
  ((directive & ${directives.noSpace})) && compopt -o nospace 2>/dev/null
  ((directive & ${directives.noFiles})) && compopt +o default 2>/dev/null
  local prefix=""
  [[ $value != "$word" ]] && prefix=\${word%%=*}=
  __${name}_reply "\${candidates[@]/#/$prefix}"
}

complete -o default -F __start_${name} ${program}
`;
}
