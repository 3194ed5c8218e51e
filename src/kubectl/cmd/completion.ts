import { goQuote } from '../../apimachinery/go-value';
import type { CommandSpec } from '../command';
import { UsageError } from '../command-error';
import { bashScript } from '../completion/scripts/bash';
import { fishScript } from '../completion/scripts/fish';
import { powershellScript } from '../completion/scripts/powershell';
import { zshScript } from '../completion/scripts/zsh';

const scripts: Readonly<Record<string, (program: string) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
};

/** @upstream kubectl pkg/cmd/completion/completion.go */
export const command: CommandSpec = {
  name: 'completion',
  usage: 'SHELL',
  examples: ['completion bash', 'completion zsh', 'completion fish', 'completion powershell'],
  flags: [],
  async run({ args }, { program, streams }) {
    const [shell, ...others] = args;
    if (shell === undefined) throw new UsageError('Shell not specified.', command.name);
    if (others.length > 0) throw new UsageError('Too many arguments. Expected only the shell type.', command.name);
    const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
    if (script === undefined) throw new UsageError(`Unsupported shell type ${goQuote(shell)}.`, command.name);
    streams.out(script(program));
  },
};
