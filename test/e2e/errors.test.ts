import { describe, expect, it } from 'vitest';
import { expectRefusals } from './refusal';
import { newShell, type Shell } from './shell';

function withPods(): Shell {
  const shell = newShell();
  shell.out('kubectl run p --image=nginx');
  shell.out('kubectl run done --image=busybox --restart=Never -- true');
  shell.out('kubectl create namespace dev');
  return shell;
}

const resources = `error: You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;
const formats =
  'custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,wide,yaml';
const subdomain =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const label1123 =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

describe('words that make no sense', () => {
  it('refuses unknown commands and flags', () => {
    expectRefusals(newShell(), [
      ['kubectl foo', 'error: unknown command "foo" for "kubectl"\n\nDid you mean this?\n\ttop'],
      ['kubectl rollout foo', `error: unknown command "foo"\nSee 'kubectl rollout -h' for help and examples`],
      ['kubectl --foo get pods', 'Error: flags cannot be placed before plugin name: --foo'],
      ['kubectl get pods --foo', "error: unknown flag: --foo\nSee 'kubectl get --help' for usage."],
      ['kubectl get pods -z', "error: unknown shorthand flag: 'z' in -z\nSee 'kubectl get --help' for usage."],
      ['kubectl get pods -o', "error: flag needs an argument: 'o' in -o\nSee 'kubectl get --help' for usage."],
      ['kubectl apply -f', "error: flag needs an argument: 'f' in -f\nSee 'kubectl apply --help' for usage."],
      [
        'kubectl delete pod p --grace-period=soon',
        `error: invalid argument "soon" for "--grace-period" flag: strconv.ParseInt: parsing "soon": invalid syntax\nSee 'kubectl delete --help' for usage.`,
      ],
      ['kubectl create', 'error: must specify one of -f and -k'],
      ['kubectl create x', `error: Unexpected args: [x]\nSee 'kubectl create -h' for help and examples`],
      ['kubectl apply x', `error: Unexpected args: [x]\nSee 'kubectl apply -h' for help and examples`],
    ]);
  });

  it('refuses types and names that there are none of', () => {
    const shell = withPods();
    expectRefusals(shell, [
      ['kubectl get foo', `error: the server doesn't have a resource type "foo"`],
      ['kubectl get pods,foo', `error: the server doesn't have a resource type "foo"`],
      ['kubectl get foo.example.com', `error: the server doesn't have a resource type "foo"`],
      ['kubectl describe foo/x', `error: the server doesn't have a resource type "foo"`],
      ['kubectl delete foo x', `error: the server doesn't have a resource type "foo"`],
      ['kubectl get pods/p/x', 'error: arguments in resource/name form may not have more than one slash'],
      ['kubectl get pods/', 'error: arguments in resource/name form must have a single resource and name'],
      ['kubectl get pods p -A', 'error: a resource cannot be retrieved by name across all namespaces'],
      ['kubectl get pods p -l a=b', 'error: name cannot be provided when a selector is specified'],
      ['kubectl get pod x', 'Error from server (NotFound): pods "x" not found'],
      [
        'kubectl get pod x y',
        'Error from server (NotFound): pods "x" not found\nError from server (NotFound): pods "y" not found',
      ],
      ['kubectl describe pod x', 'Error from server (NotFound): pods "x" not found'],
      ['kubectl delete', resources],
      ['kubectl delete pods', 'error: resource(s) were provided, but no name was specified'],
      ['kubectl delete pod p --all', 'error: name cannot be provided when a selector is specified'],
      ['kubectl delete pods --all -l a=b', "error: setting 'all' parameter but found a non empty selector. "],
      ['kubectl delete pod x', 'Error from server (NotFound): pods "x" not found'],
    ]);
    expect(shell('kubectl delete pod x y --ignore-not-found')).toEqual({ stdout: '', stderr: '', exitCode: 0 });
    expect(shell('kubectl get pod p x done -o name')).toEqual({
      stdout: 'pod/p\npod/done\n',
      stderr: 'Error from server (NotFound): pods "x" not found\n',
      exitCode: 1,
    });
  });

  it('refuses broken selectors', () => {
    const found = 'Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector';
    expectRefusals(newShell(), [
      [
        'kubectl get pods -l =b',
        `${found} "=b", field selector "": found '=', expected: !, identifier, or 'end of string'`,
      ],
      ['kubectl get pods -l a=b=c', `${found} "a=b=c", field selector "": found '=', expected: ',' or 'end of string'`],
      [
        'kubectl get pods --field-selector foo',
        `${found} "", field selector "foo": invalid selector: 'foo'; can't understand 'foo'`,
      ],
      [
        'kubectl get statefulsets -l =b',
        `Error from server (BadRequest): Unable to find "apps/v1, Resource=statefulsets" that match label selector "=b", field selector "": found '=', expected: !, identifier, or 'end of string'`,
      ],
    ]);
  });

  it('refuses output formats and broken templates', () => {
    const format = (name: string) =>
      `error: unable to match a printer suitable for the output format "${name}", allowed formats are: ${formats}`;
    expectRefusals(withPods(), [
      ['kubectl get pods -o xml', format('xml')],
      ['kubectl get pods -o json=x', format('json=x')],
      ['kubectl get pods -o jsonpath', 'error: template format specified but no template given'],
      ["kubectl get pods -o jsonpath='{.items'", 'error: error parsing jsonpath {.items, unclosed action'],
      ["kubectl get pods -o jsonpath='{.a[}'", 'error: error parsing jsonpath {.a[}, unterminated array'],
      [
        "kubectl get pods -o go-template='{{.items'",
        'error: error parsing template {{.items, template: output:1: unclosed action',
      ],
      [
        "kubectl get pods -o go-template='{{foo .}}'",
        'error: error parsing template {{foo .}}, template: output:1: function "foo" not defined',
      ],
      [
        'kubectl get pods -o go-template-file=nope',
        'error: error reading --template nope, open nope: no such file or directory',
      ],
      ['kubectl get pods -o custom-columns=', 'error: custom-columns format specified but no custom columns given'],
      [
        'kubectl get pods -o custom-columns=NAME',
        'error: unexpected custom-columns spec: NAME, expected <header>:<json-path-expr>',
      ],
      [
        "kubectl get pods -o custom-columns='A:{.x'",
        "error: unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
      ],
      ["kubectl get pods --sort-by='{.x'", 'error: sorting error: unclosed action'],
    ]);
  });

  it('ends what a template cannot print with two empty lines, as kubectl does', () => {
    const { stdout, stderr, exitCode } = withPods()("kubectl get namespace dev -o jsonpath='{foo}'");

    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
    expect(stderr).toMatch(
      /^error: error executing jsonpath "\{foo\}": Error executing template: unrecognized identifier foo\./,
    );
    expect(stderr).toMatch(/[^\n]\n\n\n$/);
  });
});

describe('commands that cannot be done', () => {
  it('scales nothing that has no size', () => {
    expectRefusals(withPods(), [
      ['kubectl scale sts web', 'error: required flag(s) "replicas" not set'],
      [
        'kubectl scale sts web --replicas=-1',
        'error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0',
      ],
      ['kubectl scale --replicas=2', resources],
      ['kubectl scale sts --replicas=2', 'error: resource(s) were provided, but no name was specified'],
      ['kubectl scale sts web --replicas=2', 'error: no objects passed to scale statefulsets.apps "web" not found'],
      [
        'kubectl scale sts a b --replicas=2',
        'error: no objects passed to scale [statefulsets.apps "a" not found, statefulsets.apps "b" not found]',
      ],
      [
        'kubectl scale namespace dev --replicas=2',
        'Error from server (NotFound): the server could not find the requested resource',
      ],
    ]);
  });

  it('runs no command where none can run', () => {
    const shell = withPods();
    expectRefusals(shell, [
      ['kubectl exec', 'error: pod, type/name or --filename must be specified'],
      ['kubectl exec p', 'error: you must specify at least one command for the container'],
      [
        'kubectl exec p ls',
        `error: exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead\nSee 'kubectl exec -h' for help and examples`,
      ],
      ['kubectl exec x -- ls', 'Error from server (NotFound): pods "x" not found'],
      ['kubectl exec sts/x -- ls', 'Error from server (NotFound): statefulsets.apps "x" not found'],
      [
        'kubectl exec namespace/dev -- ls',
        'error: cannot attach to *v1.Namespace: selector for *v1.Namespace not implemented',
      ],
      ['kubectl exec p -c x -- ls', 'Error from server (BadRequest): container x is not valid for pod p'],
      ['kubectl exec done -- ls', 'error: cannot exec into a container in a completed pod; current phase is Succeeded'],
    ]);
  });

  it.each([
    {
      profile: 'minikube',
      stderr:
        'OCI runtime exec failed: exec failed: unable to start container process: exec: "nope": executable file not found in $PATH: unknown\ncommand terminated with exit code 126\n',
      exitCode: 126,
    },
    {
      profile: 'kind',
      stderr:
        'error: Internal error occurred: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec: OCI runtime exec failed: exec failed: unable to start container process: exec: "nope": executable file not found in $PATH: unknown\n',
      exitCode: 1,
    },
  ])('starts no program that is not there, in the words of $profile', ({ profile, stderr, exitCode }) => {
    const shell = newShell();
    shell.out(`kubectl sim init --profile ${profile}`);
    shell.out('kubectl run p --image=nginx');

    const { stderr: words, ...rest } = shell('kubectl exec p -- nope');
    expect(rest).toEqual({ stdout: '', exitCode });
    // The runtime's own id of the failed call differs from call to call.
    expect(words.replace(/exec "[0-9a-f]{64}": /, '')).toBe(stderr.replace(/exec "[0-9a-f]{64}": /, ''));
  });

  it('runs no pod of a broken image or a name that is taken', () => {
    expectRefusals(withPods(), [
      ['kubectl run x', 'error: required flag(s) "image" not set'],
      ['kubectl run x --image=', 'error: --image is required'],
      ['kubectl run --image=nginx', "error: NAME is required for run\nSee 'kubectl run -h' for help and examples"],
      ["kubectl run x --image='NGINX LATEST'", 'error: Invalid image name "NGINX LATEST": invalid reference format'],
      ['kubectl run x --image=nginx --env=A', 'error: invalid env: A'],
      ['kubectl run x --image=nginx --port=http', 'error: strconv.Atoi: parsing "http": invalid syntax'],
      [
        'kubectl run x --image=nginx --restart=Sometimes',
        "error: invalid restart policy: Sometimes\nSee 'kubectl run -h' for help and examples",
      ],
      ['kubectl run p --image=nginx', 'Error from server (AlreadyExists): pods "p" already exists'],
      [
        'kubectl run B_d --image=nginx',
        `The Pod "B_d" is invalid: \n* metadata.name: Invalid value: "B_d": ${subdomain}\n* spec.containers[0].name: Invalid value: "B_d": ${label1123}`,
      ],
    ]);
  });

  it('exposes nothing that cannot be exposed', () => {
    expectRefusals(withPods(), [
      ['kubectl expose', resources],
      ['kubectl expose pod x --port=80', 'Error from server (NotFound): pods "x" not found'],
      ['kubectl expose pod p', "error: couldn't find port via --port flag or introspection"],
      ['kubectl expose namespace dev --port=80', 'error: cannot expose a Namespace'],
      ['kubectl expose pod p --port=http', 'error: strconv.Atoi: parsing "http": invalid syntax'],
      [
        'kubectl expose pod p --port=80 --name=kubernetes',
        'Error from server (AlreadyExists): services "kubernetes" already exists',
      ],
      [
        'kubectl expose pod p --port=80 --type=Foo',
        'The Service "p" is invalid: spec.type: Unsupported value: "Foo": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
      ],
    ]);
  });

  it('finds no context that is not there', () => {
    expectRefusals(withPods(), [
      ['kubectl config use-context nope', 'error: no context exists with the name: "nope"'],
      ['kubectl --context nope get pods', 'error: context "nope" does not exist'],
      ['kubectl config foo', `error: unknown command "foo"\nSee 'kubectl config -h' for help and examples`],
      [
        'kubectl config view -o xml',
        'error: unable to match a printer suitable for the output format "xml", allowed formats are: go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,yaml',
      ],
    ]);
  });
});
