import { names } from '../../../resources/core/secret';
import type { CommandSpec } from '../../command';
import { type Generator, generatorCommand } from './generator';

/** A command that makes a Secret; of a refusal it says so without a colon. @upstream kubectl pkg/cmd/create/create_secret.go */
export function secretCommand(generator: Omit<Generator, 'kind'>): CommandSpec {
  return generatorCommand({ ...generator, kind: names, failure: 'failed to create secret ' });
}
