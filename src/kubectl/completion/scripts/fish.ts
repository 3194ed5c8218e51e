import { directives } from '../directive';
import { functionName } from './function-name';

/** The script for fish 3.1 and later. */
export function fishScript(program: string): string {
  const name = functionName(program);
  return `# Completion of ${program} for fish.
#   ${program} completion fish | source

function __${name}_complete
    set -l typed (commandline --tokenize --cut-at-cursor)
    set -l word (commandline --current-token --cut-at-cursor)
    set -l answer ($typed[1] __complete $typed[2..-1] "$word" 2>/dev/null)
    set -l directive (string replace --regex '^:' '' -- $answer[-1])
    set -e answer[-1]
    set -l prefix (string match --regex -- '^-[^=]*=' "$word")

    if test (math "bitand($directive, ${directives.fileEndings})") -ne 0
        set -l endings (string join '|' -- $answer)
        for file in (__fish_complete_path (string replace -- "$prefix" '' "$word"))
            string match --quiet --regex -- "(/|\\.($endings))(\\t|\\$)" $file
            and printf '%s%s\\n' "$prefix" $file
        end
        return
    end
    for line in $answer
        printf '%s%s\\n' "$prefix" $line
    end
    if test (count $answer) -eq 0; and test (math "bitand($directive, ${directives.noFiles})") -eq 0
        __fish_complete_path "$word"
    end
end

complete --command ${program} --erase
complete --command ${program} --no-files --keep-order --arguments '(__${name}_complete)'
`;
}
