// Bundles the program: one CommonJS file in which commands, YAML, shells and tables are evaluated only when used.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
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

/** just-bash is a tree of modules that are loaded one by one: it lies beside the bundle, and is loaded when it is called. */
const bashLibrary = {
  name: 'bash-library',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]bash-library\.ts$/ }, () => ({
      contents: "export const loadBash = () => require('./just-bash.cjs').load();",
      loader: 'ts',
    }));
  },
};

/** Files of dist/ that the bundle loads when they are called for. */
const external = {
  name: 'files-of-dist',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/(just-bash|machines|shared)\.cjs$/ }, ({ path }) => ({ path, external: true }));
  },
};

/** Modules whose classes are compared: the bundle and what lies beside it have the same ones. */
const sharedModules = ['apimachinery/errors', 'store/store'].map((name) => join(root, 'src', `${name}.ts`));

/** What runs in containers lies beside the bundle: commands that only read do without it. */
const machinesLater = {
  name: 'machines-later',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/machines$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: 'machines', namespace: 'later' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'later' }, () => {
      const shares = sharedModules.map((path, i) => `shared.modules[${i}] = require(${JSON.stringify(path)});`);
      const contents = `const shared = require('./shared.cjs'); ${shares.join(' ')} module.exports = require('./machines.cjs');`;
      return { contents, loader: 'js', resolveDir: root };
    });
  },
};

const sharedByBundle = {
  name: 'shared-by-bundle',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](errors|store)\.ts$/ }, ({ path }) => {
      const index = sharedModules.indexOf(path);
      if (index < 0) return undefined;
      return { contents: `module.exports = require('./shared.cjs').modules[${index}];`, loader: 'js' };
    });
  },
};

/** Parts of just-bash that are never called here: other languages, databases, packers with native code. */
const unused = {
  name: 'unused',
  setup({ onResolve, onLoad }) {
    const filter = /^(sql\.js|quickjs-emscripten|@mongodb-js\/zstd|node-liblzma|turndown|undici)$/;
    onResolve({ filter }, ({ path }) => ({ path, namespace: 'unused' }));
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
  },
};

rmSync(join(root, 'dist', 'just-bash'), { recursive: true, force: true });
mkdirSync(join(root, 'dist'), { recursive: true });
// A plain file, so that it may import modules: the bundle itself is run in a way that cannot.
writeFileSync(join(root, 'dist', 'shared.cjs'), "'use strict';\nexports.modules = [];\n");
writeFileSync(
  join(root, 'dist', 'just-bash.cjs'),
  "'use strict';\nexports.load = () => import('./just-bash/index.mjs');\n",
);

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
  plugins: [lazyChildProcess, apart, machinesLater, external],
});
await build({
  ...common,
  entryPoints: ['src/simulator/machines.ts'],
  outfile: 'dist/machines.cjs',
  plugins: [apart, bashLibrary, sharedByBundle, external],
});
await build({ ...common, entryPoints: besides, outdir: 'dist', outExtension: { '.js': '.cjs' } });
await build({
  ...common,
  entryPoints: { index: 'just-bash' },
  outdir: 'dist/just-bash',
  outExtension: { '.js': '.mjs' },
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[hash]',
  banner: {
    js: "import{createRequire as kubectlLiteRequire}from'node:module';const require=kubectlLiteRequire(import.meta.url);",
  },
  plugins: [unused],
});
