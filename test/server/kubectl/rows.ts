import { apply, fieldManagers } from './applying';
import { change } from './changing';
import { containers } from './containers';
import { customize } from './customizing';
import { alter, generate } from './generating';
import { get, read } from './reading';
import type { Scenario } from './row';

export const scenarios: readonly Scenario[] = [
  get,
  read,
  apply,
  change,
  generate,
  alter,
  customize,
  fieldManagers,
  containers,
];
