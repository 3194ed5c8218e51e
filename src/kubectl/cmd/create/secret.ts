import { names } from '../../../resources/core/secret';
import type { CommandSpec } from '../../command';
import { sayingWhatFailed } from '../../generate/failed-to-create';
import { checkedGeneratorCommand } from './checked-generator';
import type { Generator } from './generator';

/** A command that makes a Secret; of a refusal it says so without a colon. @upstream kubectl pkg/cmd/create/create_secret.go */
export function secretCommand(generator: Omit<Generator, 'kind'>): CommandSpec {
  return sayingWhatFailed(checkedGeneratorCommand({ ...generator, kind: names }), 'failed to create secret');
}
