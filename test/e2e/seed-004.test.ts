import { describe, expect, it } from 'vitest';
import { newShell, type Shell } from './shell';

/** A shell whose cluster is one of k3d's, and `k` another name of kubectl. */
function k3d(): Shell {
  const shell = newShell({ fixtures: 'mysql' });
  shell.out('kubectl-lite sim init --profile k3d');
  return shell;
}

const k = (command: string): string => `alias k=kubectl\nk ${command}`;

function mysql(): Shell {
  const shell = k3d();
  expect(shell.out('kubectl apply -f statefulset.yaml')).toBe('statefulset.apps/mysql-statefulset created\n');
  return shell;
}

/** A table's cells, padded as kubectl's tables are. */
function table(...rows: readonly string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)) + 3) ?? [];
  return rows
    .map((row) => row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))))
    .map((cells) => `${cells.join('')}\n`)
    .join('');
}

describe('a StatefulSet and its headless service on k3d', () => {
  it('stands among everything else', () => {
    const shell = k3d();
    shell.out('kubectl apply -f neighbours.yaml');
    shell.out('kubectl apply -f statefulset.yaml');
    shell.wait(77);
    const names = (of: string): string[] => shell.out(`kubectl get ${of} -o name`).trim().split('\n');
    const apache = names('pods -l run=php-apache');
    const [replicaSet = ''] = names('replicasets');
    const ip = shell.out("kubectl get service php-apache -o jsonpath='{.spec.clusterIP}'");

    expect(apache).toHaveLength(2);
    expect(apache.every((name) => name.startsWith(`pod/${replicaSet.split('/')[1]}-`))).toBe(true);
    expect(shell.out(k('get all'))).toBe(
      [
        table(
          ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE'],
          ...['pod/mysql-statefulset-0', 'pod/mysql-statefulset-1', 'pod/mysql-statefulset-2']
            .concat('pod/nginx-simple-pod', apache)
            .map((name) => [name, '1/1', 'Running', '0', '77s']),
        ),
        table(
          ['NAME', 'TYPE', 'CLUSTER-IP', 'EXTERNAL-IP', 'PORT(S)', 'AGE'],
          ['service/kubernetes', 'ClusterIP', '10.43.0.1', '<none>', '443/TCP', '77s'],
          ['service/php-apache', 'ClusterIP', ip, '<none>', '80/TCP', '77s'],
        ),
        table(
          ['NAME', 'READY', 'UP-TO-DATE', 'AVAILABLE', 'AGE'],
          ['deployment.apps/php-apache', '2/2', '2', '2', '77s'],
        ),
        table(['NAME', 'DESIRED', 'CURRENT', 'READY', 'AGE'], [replicaSet, '2', '2', '2', '77s']),
        table(['NAME', 'READY', 'AGE'], ['statefulset.apps/mysql-statefulset', '3/3', '77s']),
        table(
          ['NAME', 'REFERENCE', 'TARGETS', 'MINPODS', 'MAXPODS', 'REPLICAS', 'AGE'],
          [
            'horizontalpodautoscaler.autoscaling/hpa-utilization',
            'Deployment/php-apache',
            'cpu: <unknown>/60%',
            '2',
            '10',
            '0',
            '77s',
          ],
        ),
      ].join('\n'),
    );
  });

  it('has a volume and a claim for each pod', () => {
    const shell = mysql();
    const claims = [0, 1, 2].map((ordinal) => {
      const claim = `mysql-vol-mysql-statefulset-${ordinal}`;
      return { claim, volume: shell.out(`kubectl get pvc ${claim} -o jsonpath='{.spec.volumeName}'`) };
    });
    const byVolume = claims.toSorted((left, right) => (left.volume < right.volume ? -1 : 1));

    expect(shell.out('kubectl get pv,pvc,sc')).toBe(
      [
        table(
          [
            'NAME',
            'CAPACITY',
            'ACCESS MODES',
            'RECLAIM POLICY',
            'STATUS',
            'CLAIM',
            'STORAGECLASS',
            'VOLUMEATTRIBUTESCLASS',
            'REASON',
            'AGE',
          ],
          ...byVolume.map(({ claim, volume }) => [
            `persistentvolume/${volume}`,
            '1Gi',
            'RWO',
            'Delete',
            'Bound',
            `default/${claim}`,
            'local-path',
            '<unset>',
            '',
            '0s',
          ]),
        ),
        table(
          ['NAME', 'STATUS', 'VOLUME', 'CAPACITY', 'ACCESS MODES', 'STORAGECLASS', 'VOLUMEATTRIBUTESCLASS', 'AGE'],
          ...claims.map(({ claim, volume }) => [
            `persistentvolumeclaim/${claim}`,
            'Bound',
            volume,
            '1Gi',
            'RWO',
            'local-path',
            '<unset>',
            '0s',
          ]),
        ),
        table(
          ['NAME', 'PROVISIONER', 'RECLAIMPOLICY', 'VOLUMEBINDINGMODE', 'ALLOWVOLUMEEXPANSION', 'AGE'],
          [
            'storageclass.storage.k8s.io/local-path (default)',
            'rancher.io/local-path',
            'Delete',
            'WaitForFirstConsumer',
            'false',
            '0s',
          ],
        ),
      ].join('\n'),
    );
  });

  it('binds a pod that comes back to the same claim', () => {
    const shell = mysql();
    const describedClaim = (): string => shell.out('kubectl describe pvc mysql-vol-mysql-statefulset-0');
    const volumes = (): string => shell.out("kubectl describe pod mysql-statefulset-0 | grep -A 4 '^Volumes:'");
    const uid = (): string => shell.out("kubectl get pod mysql-statefulset-0 -o jsonpath='{.metadata.uid}'");
    const before = { claim: describedClaim(), uid: uid() };

    expect(before.claim).toMatch(
      /^Name: {10}mysql-vol-mysql-statefulset-0\nNamespace: {5}default\nStorageClass: {2}local-path\nStatus: {8}Bound\nVolume: {8}pvc-[-0-9a-f]{36}\nLabels: {8}app=mysql\n/,
    );
    expect(before.claim).toContain('Used By:       mysql-statefulset-0\n');
    expect(shell.out('kubectl delete pod mysql-statefulset-0')).toBe('pod "mysql-statefulset-0" deleted\n');
    expect(uid()).not.toBe(before.uid);
    expect(describedClaim()).toBe(before.claim);
    expect(volumes()).toBe(
      'Volumes:\n' +
        '  mysql-vol:\n' +
        '    Type:       PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)\n' +
        '    ClaimName:  mysql-vol-mysql-statefulset-0\n' +
        '    ReadOnly:   false\n',
    );
  });

  it('refuses a manifest that is indented with tabs', () => {
    const shell = mysql();

    expect(shell('kubectl apply -f service-with-tabs.yaml')).toEqual({
      stdout: '',
      stderr:
        'error: error parsing service-with-tabs.yaml: error converting YAML to JSON: ' +
        'yaml: line 4: found character that cannot start any token\n',
      exitCode: 1,
    });
  });

  it('answers a client pod with the addresses of all pods, and of each by its name', () => {
    const shell = mysql();
    expect(shell.out('kubectl apply -f service.yaml')).toBe('service/mysql-h created\n');
    expect(
      shell.out('kubectl run busybox --image=busybox --command -- /bin/sh -c "while true; do sleep 3600; done;"'),
    ).toBe('pod/busybox created\n');
    const ips = shell.out("kubectl get pods -l app=mysql -o jsonpath='{.items[*].status.podIP}'").split(' ');
    const record = (name: string, ip: string): string => `Name:\t${name}\nAddress: ${ip}\n`;
    const server = 'Server:\t\t10.43.0.10\nAddress:\t10.43.0.10:53\n\n';
    const service = 'mysql-h.default.svc.cluster.local';

    expect(ips).toHaveLength(3);
    expect(shell.out(`kubectl exec busybox -- nslookup ${service}`)).toBe(
      `${server}${ips.map((ip) => record(service, ip)).join('')}\n\n`,
    );
    expect(shell.out(`kubectl exec busybox -- nslookup mysql-statefulset-1.${service}`)).toBe(
      `${server}${record(`mysql-statefulset-1.${service}`, ips[1] ?? '')}\n\n`,
    );
    expect(shell('kubectl exec -it busybox -- sh', `nslookup ${service}\n`)).toEqual({
      stdout: `${server}${ips.map((ip) => record(service, ip)).join('')}\n\n`,
      stderr: 'Unable to use a TTY - input is not a terminal or the right kind of file\n',
      exitCode: 0,
    });
  });
});
