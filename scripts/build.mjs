// Bundles the program: one CommonJS file in which commands, YAML, shells and tables are evaluated only when used.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
execFileSync(process.execPath, ['scripts/distil-schemas.mjs'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });

/** Commander starts other programs only for stand-alone subcommands, which there are none of: its import costs 2 ms. */
const lazyChildProcess = {
  name: 'lazy-child-process',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?child_process$/ }, ({ importer }) =>
      importer.includes('commander') ? { path: 'child_process', namespace: 'lazy' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'lazy' }, () => ({
      contents: 'module.exports = new Proxy({}, { get: (_, name) => require("node:child_process")[name] });',
      loader: 'js',
    }));
  },
};

/** What few commands need lies beside the bundle: the less there is to read, the sooner the others start. */
const besides = ['unbash', 'dns-packet', 'cli-table3', 'ws'];

const apart = {
  name: 'apart',
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^(${besides.join('|')})$`) }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: `./${path}.cjs`, external: true },
    );
    onResolve({ filter: /\/(generated|descriptions|messages)\.json$/ }, ({ path, resolveDir }) => {
      const name = basename(path);
      copyFileSync(resolve(resolveDir, path), join(root, 'dist', name));
      return { path: `./${name}`, external: true };
    });
  },
};

mkdirSync(join(root, 'dist'), { recursive: true });
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  charset: 'ascii',
  legalComments: 'eof',
  logLevel: 'warning',
};
await build({
  ...common,
  entryPoints: ['src/cli/main.ts'],
  outfile: 'dist/kubectl-lite.cjs',
  plugins: [lazyChildProcess, apart],
});
await build({ ...common, entryPoints: besides, outdir: 'dist', outExtension: { '.js': '.cjs' } });
