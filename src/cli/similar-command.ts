/** kubectl's own commands, in the order in which it registers them. */
const kubectlCommands: readonly string[] =
  'create expose run set explain get edit delete rollout scale autoscale certificate cluster-info top cordon uncordon drain taint describe logs attach exec port-forward proxy cp auth debug events diff apply patch replace wait kustomize label annotate completion alpha api-resources api-versions config plugin version options'.split(
    ' ',
  );

/** What a misspelt word may have meant. @upstream spf13/cobra SuggestionsFor */
export function similarCommands(word: string): readonly string[] {
  return kubectlCommands.filter((name) => distance(word, name) <= 2 || name.startsWith(word.toLowerCase()));
}

/** @upstream spf13/cobra ld: the edit distance without regard to case */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (const [index, character] of Array.from(left.toLowerCase()).entries()) {
    const next = [index + 1];
    for (let column = 1; column <= right.length; column++) {
      const same = (row[column - 1] ?? 0) + (character === right.toLowerCase()[column - 1] ? 0 : 1);
      next.push(Math.min(same, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
