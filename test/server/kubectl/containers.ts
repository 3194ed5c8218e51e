import { rows, type Scenario } from './row';

export const containers: Scenario = {
  name: 'containers',
  rows: rows(
    'exec db-0 -- hostname',
    'exec db-0 -- hostname -f',
    "exec db-0 -- sh -c 'echo out; echo err >&2; exit 3'",
    'exec statefulset/db -- hostname',
    'exec deployment/nothing -- hostname',
    'exec db-0 -c postgres -- cat /etc/hostname',
    'exec db-0 -c nothing -- ls',
    'exec db-0 -- nothing',
    'exec db-0',
    'exec db-0 hostname',
    'exec nobody -- ls',
    'exec done -- ls',
    'exec stuck -- ls',
    { line: 'exec -i db-0 -- cat', stdin: 'one\ntwo\n' },
    { line: 'exec -i db-0 -- sh', stdin: 'hostname\nexit 4\n' },
    { line: 'exec -it db-0 -- hostname', stdin: '' },
  ),
};
