import { kubectlSections } from '../kubectl/cmd/commands';
import type { CommandSpec, FlagSpec } from '../kubectl/command';
import { completeArgument, type Typed } from '../kubectl/completion/arguments';
import { type Completion, completionText, directiveName, directives, nothing } from '../kubectl/completion/directive';
import { completeFlagValue } from '../kubectl/completion/flag-values';
import type { Kubectl } from '../kubectl/kubectl';
import { type CliNode, commands as ownCommands } from './commands';
import { findCommand } from './find-command';
import { kubeconfigStore } from './kubeconfig-store';
import { pluginNodes } from './plugins';
import { flagsOf, readInvocation } from './program';
import { createSession } from './session';
import { STDERR, STDOUT, writeAll } from './write-all';

/** A command line that ends in a word that is not complete. */
type Line = {
  readonly path: string;
  readonly spec: Pick<CommandSpec, 'name' | 'flags'>;
  /** The commands that may follow. */
  readonly below: readonly Pick<CliNode, 'name' | 'summary'>[];
  readonly words: readonly string[];
  readonly word: string;
};

/**
 * Prints what may stand in the place of the last word, for the scripts of `completion`.
 * @param isDescribed whether candidates are explained
 * @upstream spf13/cobra completions.go: getCompletions
 */
export async function complete(program: string, words: readonly string[], isDescribed: boolean): Promise<number> {
  const completion = await completionOf(program, words).catch(() => ({ ...nothing, directive: directives.usual }));
  writeAll(STDOUT, completionText(completion, isDescribed));
  writeAll(STDERR, `Completion ended with directive: ${directiveName(completion.directive)}\n`);
  return 0;
}

async function completionOf(program: string, words: readonly string[]): Promise<Completion> {
  const isHelp = words.length > 1 && words[0] === 'help';
  const line = await readLine(program, isHelp ? words.slice(1) : words);
  if (isHelp) return commandsFitting(line);
  const flags = flagsOf(line.spec);
  const isAfterDashes = line.words.includes('--');
  if (isAfterDashes) return await completeWord(program, line);
  const value = openFlag(line, flags);
  if (value !== undefined) return await completeValue(program, line, value);
  if (line.word.startsWith('-') && !line.word.includes('=')) return await flagNames(line);
  return await completeWord(program, line);
}

async function readLine(program: string, words: readonly string[]): Promise<Line> {
  const word = words.at(-1) ?? '';
  const found = findCommand(words.slice(0, -1));
  if (found === undefined) {
    return { path: '', spec: { name: '', flags: [] }, below: rootCommands(program), words: words.slice(0, -1), word };
  }
  const { path, node } = found;
  const spec = node.load === undefined ? { name: path, flags: [] } : (await node.load()).command;
  return { path, spec, below: node.group?.commands ?? [], words: found.words, word };
}

/** By the name of kubectl the program has no more commands than it: the simulator's are not offered. */
function rootCommands(program: string): Line['below'] {
  const names = new Set(kubectlSections.flatMap(({ commands }) => commands.map(({ name }) => name)));
  const commands = ownCommands.filter(({ name }) => program !== 'kubectl' || names.has(name) || name === 'options');
  return [...commands, { name: 'help', summary: 'Help about any command' }, ...pluginNodes(ownCommands)];
}

function commandsFitting({ below, word }: Line): Completion {
  const byName = new Map(below.map(({ name, summary }) => [name, summary]));
  const names = [...byName.keys()].filter((name) => name.startsWith(word)).sort();
  return { candidates: names.map((name) => `${name}\t${byName.get(name)}`), directive: directives.noFiles };
}

/** A flag whose value is completed, as far as it goes, and the words before the flag. */
type OpenFlag = { readonly flag: FlagSpec; readonly word: string; readonly words: readonly string[] };

/** @upstream spf13/cobra checkIfFlagCompletion */
function openFlag({ words, word }: Line, flags: readonly FlagSpec[]): OpenFlag | undefined {
  const [, typed, value = ''] = /^(-[^=]*)=(.*)$/s.exec(word) ?? [];
  if (typed !== undefined) {
    const flag = flagTyped(typed, flags);
    return flag && { flag, word: value, words };
  }
  const before = words.at(-1) ?? '';
  if (word.startsWith('-') || !/^-./.test(before) || before.includes('=')) return undefined;
  const flag = flagTyped(before, flags);
  if (flag === undefined || flag.type === 'bool' || flag.noOptDefault !== undefined) return undefined;
  return { flag, word, words: words.slice(0, -1) };
}

/** `--name` or the last of several letters: `-it`. */
function flagTyped(typed: string, flags: readonly FlagSpec[]): FlagSpec | undefined {
  return flags.find(({ name, short }) => (typed.startsWith('--') ? typed === `--${name}` : short === typed.at(-1)));
}

async function completeValue(program: string, line: Line, { flag, word, words }: OpenFlag): Promise<Completion> {
  return await withKubectl(program, { ...line, words }, (kubectl, args) =>
    completeFlagValue(line.path, flag.name, { args, word }, kubectl),
  );
}

/** Those that all commands take come first. Flags that were typed are not offered again, unless they may be. */
async function flagNames({ spec, words, word }: Line): Promise<Completion> {
  const { flags } = await readInvocation(spec, words);
  if (flags.bool('help')) return nothing;
  const own = new Set([...spec.flags.map(({ name }) => name), 'help']);
  const all = flagsOf(spec).toSorted((left, right) => (left.name < right.name ? -1 : 1));
  const ordered = [...all.filter(({ name }) => !own.has(name)), ...all.filter(({ name }) => own.has(name))];
  const candidates = ordered
    .filter(({ name, type }) => !flags.has(name) || type === 'stringArray' || type === 'stringSlice')
    .flatMap(({ name, short, usage }) => [`--${name}\t${usage}`, ...(short ? [`-${short}\t${usage}`] : [])])
    .filter((candidate) => candidate.startsWith(word));
  return { candidates, directive: directives.noFiles };
}

async function completeWord(program: string, line: Line): Promise<Completion> {
  return await withKubectl(program, line, async (kubectl, args, hasFlags) => {
    const typed: Typed = { args, word: line.word };
    const known = await completeArgument(line.path, typed, kubectl);
    if (known !== undefined) {
      const commands = args.length === 0 && !hasFlags ? commandsFitting(line).candidates : [];
      return { ...known, candidates: [...commands, ...known.candidates] };
    }
    if (line.below.length > 0 && args.length === 0 && !hasFlags) return commandsFitting(line);
    return { candidates: [], directive: directives.usual };
  });
}

/** The world of the command that is being typed; its cluster is opened when it is first asked. */
async function withKubectl(
  program: string,
  { spec, words }: Line,
  ask: (kubectl: Kubectl, args: readonly string[], hasFlags: boolean) => Promise<Completion>,
): Promise<Completion> {
  const invocation = await readInvocation(spec, words);
  if (invocation.flags.bool('help')) return nothing;
  const hasFlags = spec.flags.some(({ name }) => invocation.flags.has(name));
  const session = await createSession(program, invocation, process.env, 'state');
  const kubeconfig = await kubeconfigStore(session.config);
  await session.open();
  const kubectl = { ...session.kubectl, kubeconfig, commands: ownCommands };
  return await ask(kubectl, invocation.args, hasFlags);
}
