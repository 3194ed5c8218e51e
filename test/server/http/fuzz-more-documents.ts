/** Sound documents of the kinds that nothing in the cluster reacts to. @param meta metadata within a namespace, and without */
export function moreDocuments(meta: object, clusterWide: object, template: object): Record<string, object> {
  const jobTemplate = { ...template, spec: { ...(template as { spec: object }).spec, restartPolicy: 'Never' } };
  const job = { parallelism: 1, completions: 2, backoffLimit: 3, template: jobTemplate };
  const rbac = (kind: string, metadata: object, rest: object) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata,
    ...rest,
  });
  const rules = [{ verbs: ['get'], apiGroups: [''], resources: ['pods'], resourceNames: ['a'] }];
  const subjects = [
    { kind: 'User', name: 'a', apiGroup: 'rbac.authorization.k8s.io' },
    { kind: 'ServiceAccount', name: 'b', namespace: 'default' },
  ];
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'a' };
  const backend = { service: { name: 'a', port: { number: 80 } } };
  return {
    daemonsets: {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: meta,
      spec: {
        selector: { matchLabels: { app: 'a' } },
        template,
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
      },
      status: { numberReady: 1, desiredNumberScheduled: 1, currentNumberScheduled: 1, numberMisscheduled: 0 },
    },
    jobs: {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: meta,
      spec: job,
      status: { active: 1, startTime: '2025-01-01T00:00:00Z', conditions: [{ type: 'Complete', status: 'True' }] },
    },
    cronjobs: {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: meta,
      spec: { schedule: '* * * * *', timeZone: 'Etc/UTC', concurrencyPolicy: 'Forbid', jobTemplate: { spec: job } },
      status: { active: [{ name: 'a' }], lastScheduleTime: '2025-01-01T00:00:00Z' },
    },
    replicationcontrollers: {
      apiVersion: 'v1',
      kind: 'ReplicationController',
      metadata: meta,
      spec: { replicas: 1, selector: { app: 'a' }, template },
      status: { replicas: 1 },
    },
    resourcequotas: {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: meta,
      spec: { hard: { pods: '10', 'limits.cpu': '1' }, scopes: ['BestEffort'] },
      status: { hard: { pods: '10' }, used: { pods: '1' } },
    },
    limitranges: {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: meta,
      spec: { limits: [{ type: 'Container', max: { cpu: '1' }, min: { cpu: '1m' }, default: { memory: '1Mi' } }] },
    },
    poddisruptionbudgets: {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: meta,
      spec: { minAvailable: '50%', selector: { matchLabels: { app: 'a' } } },
      status: { currentHealthy: 1, desiredHealthy: 1, disruptionsAllowed: 0, expectedPods: 1 },
    },
    ingresses: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: meta,
      spec: {
        ingressClassName: 'a',
        defaultBackend: backend,
        tls: [{ hosts: ['a.b'], secretName: 'c' }],
        rules: [{ host: 'a.b', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
      },
      status: { loadBalancer: { ingress: [{ ip: '1.2.3.4', ports: [{ port: 80, protocol: 'TCP' }] }] } },
    },
    ingressclasses: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: clusterWide,
      spec: { controller: 'a/b', parameters: { apiGroup: 'c', kind: 'D', name: 'e', scope: 'Cluster' } },
    },
    networkpolicies: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: meta,
      spec: {
        podSelector: { matchLabels: { app: 'a' } },
        ingress: [{ from: [{ podSelector: {} }, { ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 80 }] }],
        egress: [{ to: [{ namespaceSelector: {} }], ports: [{ protocol: 'UDP', port: 'dns' }] }],
        policyTypes: ['Ingress', 'Egress'],
      },
    },
    certificatesigningrequests: {
      apiVersion: 'certificates.k8s.io/v1',
      kind: 'CertificateSigningRequest',
      metadata: clusterWide,
      spec: {
        request: btoa('-----BEGIN CERTIFICATE REQUEST-----\n-----END CERTIFICATE REQUEST-----\n'),
        signerName: 'a.b/c',
        expirationSeconds: 600,
        usages: ['client auth'],
      },
    },
    customresourcedefinitions: {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.a.b' },
      spec: {
        group: 'a.b',
        scope: 'Namespaced',
        names: { plural: 'widgets', kind: 'Widget', shortNames: ['wd'], categories: ['all'] },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: {
                  spec: {
                    type: 'object',
                    required: ['size'],
                    properties: {
                      size: { type: 'integer', minimum: 1, default: 2 },
                      tags: { items: { pattern: '^a' } },
                    },
                  },
                },
              },
            },
            subresources: { status: {}, scale: { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size' } },
            additionalPrinterColumns: [{ name: 'Size', type: 'integer', jsonPath: '.spec.size' }],
          },
        ],
      },
    },
    priorityclasses: {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: clusterWide,
      value: 10,
      globalDefault: false,
      description: 'a',
    },
    roles: rbac('Role', meta, { rules }),
    clusterroles: rbac('ClusterRole', clusterWide, { rules, aggregationRule: { clusterRoleSelectors: [{}] } }),
    rolebindings: rbac('RoleBinding', meta, { subjects, roleRef }),
    clusterrolebindings: rbac('ClusterRoleBinding', clusterWide, { subjects, roleRef }),
  };
}
