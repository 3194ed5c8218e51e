import { apply, fieldManagers } from './applying';
import { authorize, certify } from './authorizing';
import { change } from './changing';
import { containers } from './containers';
import { customize } from './customizing';
import { debug, treat } from './debugging';
import { complete, discover, explain } from './discovering';
import { alter, generate } from './generating';
import { kustomize } from './kustomizing';
import { join, log } from './logging';
import { nodes, usage } from './nodes';
import { get, read } from './reading';
import { diff, edit, lastApplied, pruning, replace } from './replacing';
import { revisions, rollouts } from './rollouts';
import type { Scenario } from './row';
import { listEvents, wait } from './waiting';

export const scenarios: readonly Scenario[] = [
  get,
  read,
  apply,
  change,
  generate,
  alter,
  customize,
  kustomize,
  fieldManagers,
  replace,
  edit,
  lastApplied,
  pruning,
  diff,
  rollouts,
  revisions,
  containers,
  log,
  join,
  debug,
  treat,
  nodes,
  usage,
  authorize,
  certify,
  explain,
  discover,
  complete,
  wait,
  listEvents,
];
