import { manifest, rows, type Scenario } from './row';

const rbac = (kind: string, rest: string): string =>
  manifest(kind, rest).replace('apiVersion: v1', 'apiVersion: rbac.authorization.k8s.io/v1');

const role = (verbs: string, extra = ', namespace: default'): string =>
  rbac('Role', `metadata: {name: worker${extra}}\nrules: [{apiGroups: [""], resources: [pods], verbs: [${verbs}]}]\n`);

const clusterRole = (label: string): string =>
  rbac(
    'ClusterRole',
    `metadata: {name: sum}\naggregationRule: {clusterRoleSelectors: [{matchLabels: {${label}: b}}]}\nrules: []\n`,
  );

const binding = (roleName: string, subjects: string): string =>
  rbac(
    'RoleBinding',
    `metadata: {name: workers, namespace: default}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${roleName}}\nsubjects: [${subjects}]\n`,
  );

const user = (name: string): string => `{kind: User, apiGroup: rbac.authorization.k8s.io, name: ${name}}`;

const review = (kind: string, metadata: string, spec: string): string =>
  `apiVersion: authorization.k8s.io/v1\nkind: ${kind}\nmetadata: {${metadata}}\nspec: {${spec}}\n`;

const pods = 'resourceAttributes: {verb: list, resource: pods, namespace: default}';

/** Who may do what: asked, told, and held to. */
export const authorize: Scenario = {
  name: 'auth, and what is done in the name of others',
  rows: rows(
    'auth whoami',
    'auth whoami -o jsonpath={.status.userInfo}',
    'auth whoami -o name',
    'auth whoami -o xml',
    'auth whoami --as=jane --as-group=devs',
    'auth whoami --as=jane --as-uid=7',
    'auth whoami --as=system:serviceaccount:default:default',
    'auth whoami --as=system:anonymous',
    { line: 'auth whoami --as-group=devs', differs: 'the user of the kubeconfig is named' },
    'auth can-i get pods',
    "auth can-i '*' '*'",
    'auth can-i get widgets',
    'auth can-i get widgets.example.com',
    'auth can-i list nodes -q',
    'auth can-i list pv -A',
    'auth can-i approve certificatesigningrequests',
    'auth can-i fly pods',
    'auth can-i fly /logs',
    'auth can-i get /logs --subresource=x',
    'auth can-i get',
    'auth can-i --list x',
    'auth can-i --list -A',
    'auth can-i get pods --no-headers',
    'auth can-i --list',
    'auth can-i --list --as=jane',
    'auth can-i --list --as=system:serviceaccount:default:default --no-headers',
    'auth can-i list pods --as=jane',
    'get pods --as=jane',
    'get pod db-0 --as=jane',
    'get pods -A --as=jane',
    'get namespace default --as=jane',
    'get nodes --as=jane',
    'create role reader --verb=get,list --resource=pods,pods/log,deployments.apps',
    'create rolebinding readers --role=reader --user=jane --serviceaccount=default:default --group=devs',
    'create rolebinding broken --role=missing --user=jane',
    'auth can-i list pods --as=jane',
    'auth can-i list po/db-0 --as=jane',
    'auth can-i get pods --subresource=log --as=jane',
    'auth can-i delete pods --as=jane',
    'auth can-i list pods -A --as=jane',
    'auth can-i list deploy --as=joe --as-group=devs',
    'auth can-i list pods --as=system:serviceaccount:default:default',
    'auth can-i list pods -n kube-system --as=system:serviceaccount:default:default',
    'auth can-i --list --as=jane',
    'get pods -o name --as=jane',
    'logs db-0 --as=jane --tail=1',
    'exec db-0 --as=jane -- true',
    'delete pod db-0 --as=jane',
    'label pod db-0 a=b --as=jane',
    'create configmap c --from-literal=a=b --as=jane',
    'scale statefulset db --replicas=1 --as=jane',
    'create clusterrolebinding viewers --clusterrole=view --user=ann',
    'auth can-i list secrets --as=ann',
    'auth can-i list configmaps -n kube-system --as=ann',
    'auth can-i --list --as=ann',
    'create rolebinding editors --clusterrole=edit --user=ed',
    'auth can-i --list --as=ed',
    'create configmap c --from-literal=a=b --as=ed',
    'create rolebinding admins --clusterrole=admin --user=ada',
    'auth can-i create roles --as=ada',
    'exec db-0 --as=ada -- echo a',
    'logs kubernetes --as=joe',
    'get selfsubjectreviews',
    'api-resources --api-group=authorization.k8s.io -o wide',
    'api-resources --api-group=authentication.k8s.io',
    'api-resources --api-group=certificates.k8s.io',
    {
      line: 'create -f - -o jsonpath={.status}',
      stdin: review('SubjectAccessReview', '', `user: jane, ${pods}`),
    },
    {
      line: 'create -f - -o jsonpath={.status}',
      stdin: review('LocalSubjectAccessReview', 'namespace: default', `user: jane, ${pods}`),
    },
    { line: 'create -f -', stdin: review('SubjectAccessReview', '', pods) },
    { line: 'create -f -', stdin: review('SubjectAccessReview', '', 'user: jane') },
    { line: 'auth reconcile -f - --dry-run=client', stdin: role('get') },
    { line: 'auth reconcile -f - --dry-run=client', stdin: role('get', '') },
    { line: 'auth reconcile -f -', stdin: role('get', '') },
    { line: 'auth reconcile -f -', stdin: role('get') },
    { line: 'auth reconcile -f -', stdin: role('get') },
    { line: 'auth reconcile -f -', stdin: role('list, watch') },
    { line: 'auth reconcile -f - --remove-extra-permissions', stdin: role('list') },
    { line: 'auth reconcile -f - -o jsonpath={.rules}', stdin: role('"*"') },
    { line: 'auth reconcile -f -', stdin: role('get', ', namespace: default, labels: {a: b}') },
    { line: 'auth reconcile -f -', stdin: role('get', ', namespace: fresh') },
    { line: 'auth reconcile -f -', stdin: binding('worker', user('jane')) },
    { line: 'auth reconcile -f -', stdin: binding('worker', user('joe')) },
    { line: 'auth reconcile -f - --remove-extra-subjects', stdin: binding('worker', user('ann')) },
    { line: 'auth reconcile -f -', stdin: binding('reader', user('ann')) },
    { line: 'auth reconcile -f -', stdin: manifest('ConfigMap', 'metadata: {name: c}\n') },
    { line: 'auth reconcile -f - --dry-run=server', stdin: role('get') },
    { line: 'auth reconcile -f - --dry-run=perhaps', stdin: role('get') },
    'auth reconcile -f missing.yaml',
    'auth reconcile -f missing.yaml -o xml',
    'auth reconcile',
    'get role worker -o jsonpath={.rules}',
    'get ns fresh -o name',
    { line: 'auth reconcile -f -', stdin: clusterRole('a') },
    { line: 'auth reconcile -f -', stdin: clusterRole('b') },
    { line: 'auth reconcile -f - --remove-extra-permissions -o json', stdin: clusterRole('c') },
    { line: 'auth reconcile -f -', stdin: rbac('ClusterRole', 'metadata: {name: sum}\nrules: []\n') },
    'annotate clusterrole sum rbac.authorization.kubernetes.io/autoupdate=false',
    { line: 'auth reconcile -f -', stdin: clusterRole('d') },
    'auth',
    'auth nothing',
  ),
};

/** Of `openssl req -new -newkey ed25519`, for jane with all kinds of names, and for joe. */
const requestOfJane =
  'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlINU1JR3NBZ0VBTURneERUQUxCZ05WQkFvTUJHUmxkbk14RERBS0JnTlZCQW9NQTI5d2N6RU5NQXNHQTFVRQpBd3dFYW1GdVpURUtNQWdHQTFVRUJSTUJOekFxTUFVR0F5dGxjQU1oQUxqZ1ZWckdWR3liSzJEejFtRTVTRmoxCjRROTVyakVFSHNoMFFwRytwRU1Qb0VFd1B3WUpLb1pJaHZjTkFRa09NVEl3TURBdUJnTlZIUkVFSnpBbGdnTmgKTG1LQ0EyTXVaSWNFQ2dBQUFZRUZha0JoTG1LR0RITndhV1ptWlRvdkwzZ3ZlVEFGQmdNclpYQURRUUE4SjVSaAphbVpjY05TNmkySXhZbVI0RGg0UitTN210SDZwVkt1LzB6SjFZdGhKR2c0TVNEZFp3bnJud1UxWmRXUElsTmxJCmNxU3lON0lNQTAzaGsvQUMKLS0tLS1FTkQgQ0VSVElGSUNBVEUgUkVRVUVTVC0tLS0tCg==';
const requestOfJoe =
  'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlHTk1FRUNBUUF3RGpFTU1Bb0dBMVVFQXd3RGFtOWxNQ293QlFZREsyVndBeUVBYVZySGhPcUVDbHYrL0pXTwoxZzFURzdHNHFOR3F3NEt2UW1ucFpNeFlVa2FnQURBRkJnTXJaWEFEUVFDVU43SG9mL0hYancrNE9UY3Mrby9FCndMRmZHYklYVHVNYndKT2JQT2tOWUZ3MUkyTEMzMVhrUmFXcGZnWVpUM2Zjamt0NTlHT2FTVExnU2ZjR0pCb0QKLS0tLS1FTkQgQ0VSVElGSUNBVEUgUkVRVUVTVC0tLS0tCg==';

const signingRequest = (name: string, rest: string): string =>
  `apiVersion: certificates.k8s.io/v1\nkind: CertificateSigningRequest\nmetadata: {name: ${name}}\nspec: {${rest}}\n`;

const signer = 'signerName: kubernetes.io/kube-apiserver-client, usages: [client auth]';
const jane = signingRequest('jane', `request: ${requestOfJane}, ${signer}, expirationSeconds: 86400`);

/** Certificates are asked for, approved and denied. */
export const certify: Scenario = {
  name: 'certificate',
  isThorough: true,
  rows: rows(
    'get csr',
    { line: 'create -f -', stdin: jane },
    { line: 'create -f - --as=jane', stdin: signingRequest('joe', `request: ${requestOfJoe}, ${signer}`) },
    { line: 'create -f -', stdin: signingRequest('joe', `request: ${requestOfJoe}, ${signer}`) },
    { line: 'create -f -', stdin: signingRequest('bad', 'request: YQ==, signerName: a.b/c, usages: [client auth]') },
    { line: 'create -f -', stdin: signingRequest('bad', `request: ${requestOfJoe}, expirationSeconds: 5`) },
    'get csr',
    'get csr jane -o jsonpath={.spec.username}{.spec.groups}',
    'describe csr',
    'certificate approve jane',
    'certificate approve jane',
    'certificate approve jane --force',
    'certificate deny jane',
    'certificate deny csr/joe -o jsonpath={.status}',
    'certificate approve joe missing',
    'certificate approve',
    { line: 'certificate approve -f -', stdin: jane },
    { line: 'certificate deny -f -', stdin: manifest('Pod', 'metadata: {name: db-0, namespace: default}\n') },
    'certificate approve jane -o xml',
    'get csr',
    'get csr jane -o jsonpath={.status.conditions[0].type}{.status.conditions[0].reason}{.status.conditions[0].message}',
    'describe csr jane',
    'delete csr jane joe',
    'certificate',
    'certificate nothing',
  ),
};
