import { describe, expect, it } from 'vitest';
import { hasProgram, newShell } from '../../e2e/shell';

/** Types a line in bash as far as it goes, and says what bash is offered, with the words split as bash splits them. */
const typed = `
source <(kubectl completion bash)
line=$1 COMP_LINE=$1 COMP_POINT=\${#1} COMP_WORDS=()
compopt() { echo "compopt $*"; }
while [[ $line =~ ^[[:space:]]*([=:]+|[^[:space:]=:]+)(.*)$ ]]; do
  COMP_WORDS+=("\${BASH_REMATCH[1]}")
  line=\${BASH_REMATCH[2]}
done
[[ $1 == *" " ]] && COMP_WORDS+=("")
COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
__start_kubectl kubectl
printf '%s\\n' "\${COMPREPLY[@]}"
`;

describe.skipIf(!hasProgram('bash'))('the script for bash', () => {
  it.each([
    ['kubectl ge', ['compopt +o default', 'get']],
    ['kubectl rollout sta', ['compopt +o default', 'status']],
    ['kubectl get statefulse', ['compopt +o default', 'statefulsets.apps']],
    ['kubectl get configmaps kube-root', ['compopt +o default', 'kube-root-ca.crt']],
    ['kubectl get cm/kube-root', ['compopt +o default', 'cm/kube-root-ca.crt']],
    ['kubectl get pods -n kube-s', ['compopt +o default', 'kube-system']],
    ['kubectl get pods --namespace=kube-s', ['compopt +o default', 'kube-system']],
    ['kubectl get pods --output=jsonpath-', ['compopt +o default', 'jsonpath-as-json', 'jsonpath-file']],
    ['kubectl exec st', ['compopt -o nospace', 'compopt +o default', 'statefulsets/']],
    ['kubectl get pods --context mini', ['compopt +o default', 'minikube']],
    ['kubectl apply -f ', ['compopt -o filenames', 'a.json', 'folder', 'web.yaml']],
    ['kubectl apply --filename=we', ['compopt -o filenames', 'web.yaml']],
    ['kubectl explain po', ['']],
  ])('%s', (line, expected) => {
    const shell = newShell();
    shell.out('touch web.yaml a.json b.txt; mkdir folder');
    shell.write('typed.bash', typed);
    const { stdout } = shell(`bash typed.bash '${line}' | grep -v typed.bash`);
    expect(stdout.trimEnd().split('\n').sort()).toEqual(expected.toSorted());
  });
});

describe('the scripts of completion', () => {
  it.each(['bash', 'zsh', 'fish', 'powershell'])('ask the program by the name that it is called by: %s', (name) => {
    const shell = newShell();
    const script = shell.out(`kubectl-lite completion ${name}`);
    expect(script).toContain('kubectl-lite');
    expect(script).toContain('__complete');
    expect(shell.out(`kubectl completion ${name}`)).toBe(
      script.replaceAll('kubectl-lite', 'kubectl').replaceAll('kubectl_lite', 'kubectl'),
    );
  });
});
