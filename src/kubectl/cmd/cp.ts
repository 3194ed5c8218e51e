import { goQuote } from '../../apimachinery/go-value';
import { readTar, type TarEntry, writeTar } from '../../apimachinery/tar';
import { names as pods } from '../../resources/core/pod';
import type { Pod } from '../../resources/core/pod-types';
import type { CommandSpec, Flags, Invocation } from '../command';
import { CommandError } from '../command-error';
import { containerFlag } from '../common-flags';
import { archivePrefix, baseOf, cleanPath, type FileSpec, folderOf, parseFileSpec } from '../cp/file-spec';
import { type PodCommand, runInPod } from '../cp/run-in-pod';
import type { Files, Kubectl } from '../kubectl';

export const command: CommandSpec = {
  name: 'cp',
  usage: '<file-spec-src> <file-spec-dest>',
  examples: [
    'cp ./page.html web-0:/tmp/page.html',
    'cp shop/web-0:/etc/hosts ./hosts',
    'cp ./folder web-0:/tmp -c nginx',
  ],
  flags: [
    containerFlag,
    { name: 'no-preserve', type: 'bool', usage: "Do not preserve the copied files' ownership and permissions." },
    {
      name: 'retries',
      type: 'int',
      default: '0',
      usage: 'How often to go on with a copy from a container that broke off; less than 0 is for ever.',
    },
  ],
  run,
};

async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<number> {
  const [from, to, ...more] = args;
  if (from === undefined || to === undefined || more.length > 0) {
    throw new CommandError('source and destination are required');
  }
  const [source, target] = [parseFileSpec(from), parseFileSpec(to)];
  if (source.pod !== undefined && target.pod !== undefined) {
    throw new CommandError('one of src or dest must be a local file specification');
  }
  if (source.path === '' || target.path === '') throw new CommandError('filepath can not be empty');
  if (source.pod !== undefined) return await copyFromPod(kubectl, source, target.path, flags);
  if (target.pod !== undefined) return await copyToPod(kubectl, source.path, target, flags);
  throw new CommandError('one of src or dest must be a remote file specification');
}

async function findPod({ client, namespace }: Kubectl, spec: FileSpec): Promise<Pod> {
  return await client.get(pods, spec.pod ?? '', spec.namespace || namespace);
}

async function copyToPod(kubectl: Kubectl, path: string, target: FileSpec, flags: Flags): Promise<number> {
  const { files, now, streams } = kubectl;
  if (files.kindOf(path) === 'none') throw new CommandError(`${path} doesn't exist in local filesystem`);
  const pod = await findPod(kubectl, target);
  const container = flags.text('container');
  const isFolder = await runInPod(kubectl, { pod, container, argv: ['test', '-d', target.path] }, true);
  const place = isFolder.exitCode === 0 ? `${target.path}/${baseOf(path)}` : target.path;
  const preserve = flags.bool('no-preserve') ? ['--no-same-permissions', '--no-same-owner'] : [];
  const argv = ['tar', ...preserve, '-xmf', '-', '-C', folderOf(place)];
  const input = writeTar(entriesOf(files, cleanPath(path), baseOf(place)), Math.floor(now() / 1000));
  const { output, errors, exitCode } = await runInPod(kubectl, { pod, container, argv, input });
  streams.out(new TextDecoder().decode(output));
  streams.err(errors);
  return told(kubectl, exitCode);
}

/** A folder stands in the archive only where nothing stands in it. */
function entriesOf(files: Files, path: string, name: string): TarEntry[] {
  if (files.kindOf(path) === 'file') return [{ name, type: 'file', bytes: files.readBytes(path) }];
  const names = files.list(path);
  if (names.length === 0) return [{ name, type: 'folder', bytes: new Uint8Array() }];
  return names.flatMap((child) => entriesOf(files, `${path}/${child}`, `${name}/${child}`));
}

async function copyFromPod(kubectl: Kubectl, source: FileSpec, target: string, flags: Flags): Promise<number> {
  const { streams } = kubectl;
  const pod = await findPod(kubectl, source);
  const retries = flags.int('retries');
  let archive = new Uint8Array();
  for (let tried = 0; ; tried++) {
    const argv =
      retries === 0
        ? ['tar', 'cf', '-', source.path]
        : ['sh', '-c', `tar cf - ${source.path} | tail -c+${tried === 0 ? 0 : archive.length + 1}`];
    const exitCode = await readMore(kubectl, { pod, container: flags.text('container'), argv }, (bytes) => {
      archive = concatenated(archive, bytes);
    });
    if (exitCode !== 0) return exitCode;
    if (readTar(archive).isWhole) break;
    if (retries >= 0 && tried >= retries) {
      streams.out(`Dropping out copy after ${tried} retries\n`);
      break;
    }
    streams.out(`Resuming copy at ${archive.length} bytes, retry ${tried + 1}/${retries}\n`);
  }
  unpack(kubectl, readTar(archive).entries, pod, source.path, target);
  return 0;
}

async function readMore(kubectl: Kubectl, command: PodCommand, take: (bytes: Uint8Array) => void): Promise<number> {
  const { output, errors, exitCode } = await runInPod(kubectl, command);
  kubectl.streams.err(errors);
  take(output);
  return told(kubectl, exitCode);
}

function told({ streams }: Kubectl, exitCode: number): number {
  if (exitCode !== 0) streams.err(`command terminated with exit code ${exitCode}\n`);
  return exitCode;
}

function concatenated(left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}

/** Links are not followed out of the archive: they are left out. @upstream kubectl pkg/cmd/cp untarAll */
function unpack(kubectl: Kubectl, entries: readonly TarEntry[], pod: Pod, source: string, target: string): void {
  const { files, program, streams } = kubectl;
  const { name: podName, namespace } = pod.metadata;
  const prefix = archivePrefix(source);
  let advice = ` (consider using "${program} exec -n "${namespace}" "${podName}" -- tar cf - "${source}" | tar xf -")`;
  for (const { name, type, bytes, link } of entries) {
    if (!name.startsWith(prefix)) throw new CommandError('tar contents corrupted');
    const path = cleanPath(target + (name.length > prefix.length ? `/${name.slice(prefix.length)}` : ''));
    if (!isInside(target, path)) {
      streams.err(`warning: file ${goQuote(path)} is outside target destination, skipping\n`);
    } else if (type === 'link') {
      streams.err(`warning: skipping symlink: ${goQuote(path)} -> ${goQuote(link ?? '')}${advice}\n`);
      advice = '';
    } else if (type === 'file') files.write(path, bytes);
  }
}

function isInside(folder: string, path: string): boolean {
  const root = cleanPath(folder);
  return path === root || root === '.' || path.startsWith(root === '/' ? root : `${root}/`);
}
