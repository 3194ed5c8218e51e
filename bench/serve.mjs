// How `serve` bears load, on a cluster of a thousand pods: GETs a second, lists, a thousand watches that hear of one
// change, and the server's memory while many ask, write, watch and go away again. `npm run build` comes first;
// `--soak SECONDS` says for how long the last part runs (60 when not said).

import { connection, openWatch, percentile, repeat } from './serve-client.mjs';
import { closeCluster, openCluster } from './serve-cluster.mjs';

const PODS = 1000;
const WATCHES = 1000;
const CONNECTIONS = 32;
const MEASURED = 5000;
const LEAST_GETS = 2000;
const MOST_GROWTH = 0.15;

const soakFlag = process.argv.indexOf('--soak');
const soakSeconds = soakFlag < 0 ? 60 : Number(process.argv[soakFlag + 1]);
const collection = '/api/v1/namespaces/load/pods';
const failures = [];

function tell(name, value) {
  console.log(`${name.padEnd(44)} ${value}`);
}

function judge(name, isMet) {
  tell(`  ${name}`, isMet ? 'pass' : 'FAIL');
  if (!isMet) failures.push(name);
}

const megabytes = (kilobytes) => `${(kilobytes / 1024).toFixed(0)} MB`;
const label = (value) => JSON.stringify({ metadata: { labels: { turn: String(value) } } });
const patch = (client, name, value) =>
  client.ask('PATCH', `${collection}/${name}`, label(value), 'application/merge-patch+json');

/** Asks the same over several connections for some time. */
async function throughput(server, path, connections, milliseconds) {
  const clients = Array.from({ length: connections }, () => connection(server.port));
  const times = [];
  const until = performance.now() + milliseconds;
  const started = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < until) {
        const asked = performance.now();
        const { code } = await client.ask('GET', path);
        if (code !== 200) throw new Error(`GET ${path}: ${code}`);
        times.push(performance.now() - asked);
      }
    }),
  );
  const perSecond = (times.length * 1000) / (performance.now() - started);
  for (const client of clients) client.close();
  return { perSecond, median: percentile(times, 0.5), late: percentile(times, 0.99) };
}

async function measureReads(server) {
  await throughput(server, `${collection}/load-1`, CONNECTIONS, 1000);
  const one = await throughput(server, `${collection}/load-1`, CONNECTIONS, MEASURED);
  tell(
    `GET of one pod, ${CONNECTIONS} connections`,
    `${one.perSecond.toFixed(0)} a second, median ${one.median.toFixed(1)} ms, 99 % within ${one.late.toFixed(1)} ms`,
  );
  judge(`at least ${LEAST_GETS} GETs a second`, one.perSecond >= LEAST_GETS);
  const all = await throughput(server, collection, 4, MEASURED);
  tell(
    `list of ${PODS} pods, 4 connections`,
    `${all.perSecond.toFixed(1)} a second, median ${all.median.toFixed(0)} ms, 99 % within ${all.late.toFixed(0)} ms`,
  );
}

/** Opens many watches, and changes one pod: each must hear of it. */
async function measureWatches(server) {
  const client = connection(server.port);
  const { json } = await client.ask('GET', `${collection}?limit=1`);
  const path = `${collection}?watch=1&resourceVersion=${json.metadata.resourceVersion}`;
  const started = performance.now();
  const watches = await Promise.all(repeat(WATCHES, () => openWatch(server.port, path).catch(() => undefined)));
  const open = watches.filter((watch) => watch !== undefined);
  tell(`${WATCHES} watches opened at once`, `${open.length} in ${(performance.now() - started).toFixed(0)} ms`);
  judge(`${WATCHES} watches`, open.length === WATCHES);
  const heard = open.map((watch) => watch.heard());
  const changed = performance.now();
  const answered = patch(client, 'load-1', `watched-${changed}`).then(({ code }) => ({ code, at: performance.now() }));
  const { code, at } = await answered;
  const told = await Promise.all(heard);
  const late = Math.max(...told) - changed;
  tell(
    'one change heard by all of them',
    `last after ${late.toFixed(0)} ms; PATCH ${code} after ${(at - changed).toFixed(0)} ms`,
  );
  judge('each watch heard of it', code === 200 && told.every(Number.isFinite));
  tell('memory with the watches open', megabytes(server.memory()));
  for (const watch of open) watch.close();
  client.close();
}

const soakers = {
  async get(client) {
    await client.ask('GET', `${collection}/load-${1 + Math.floor(Math.random() * PODS)}`);
  },
  async patch(client, _server, turn) {
    await patch(client, `load-${1 + Math.floor(Math.random() * 20)}`, turn);
  },
  async list(client) {
    await client.ask('GET', `${collection}?limit=50`);
  },
  async watch(_client, server) {
    const watch = await openWatch(server.port, `${collection}?watch=1&fieldSelector=metadata.name%3Dload-1`);
    await watch.heard();
    watch.close();
  },
};

/** Does everything at once; resolves with the memory second by second, and how often each was done. */
async function soak(server, seconds) {
  const counts = {};
  const until = performance.now() + seconds * 1000;
  const kinds = ['get', 'get', 'get', 'get', 'patch', 'list', 'watch', 'watch'];
  const workers = kinds.map(async (kind) => {
    const client = connection(server.port);
    for (let turn = 0; performance.now() < until; turn++) {
      await soakers[kind](client, server, turn);
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    client.close();
  });
  const samples = [];
  const timer = setInterval(() => samples.push(server.memory()), 1000);
  await Promise.all(workers);
  clearInterval(timer);
  return { samples, counts };
}

async function measureSoak(server) {
  const before = server.memory();
  const { samples, counts } = await soak(server, soakSeconds);
  const done = Object.entries(counts).map(([kind, count]) => `${count} x ${kind}`);
  tell(`soak of ${soakSeconds} s`, done.join(', '));
  // The least of a few seconds: what is collected only now and then counts no less than what is kept.
  const third = Math.floor(samples.length / 3);
  const window = Math.max(1, Math.floor(samples.length / 6));
  const early = Math.min(...samples.slice(third - window, third));
  const late = Math.min(...samples.slice(-window));
  const growth = late / early - 1;
  tell('memory before, after a third, at the end', [before, early, late].map(megabytes).join(', '));
  tell(
    'memory by tenths',
    repeat(10, (tenth) => megabytes(samples[Math.floor((samples.length * tenth) / 10)])).join(', '),
  );
  judge(`memory grows by less than ${MOST_GROWTH * 100} % (${(growth * 100).toFixed(1)} %)`, growth < MOST_GROWTH);
}

const server = await openCluster(PODS);
try {
  tell('memory at the start', megabytes(server.memory()));
  await measureReads(server);
  tell('memory after the reads', megabytes(server.memory()));
  await measureWatches(server);
  await measureSoak(server);
  if (server.child.exitCode !== null) failures.push('the server ended');
} finally {
  await closeCluster(server);
}
console.log(failures.length === 0 ? '\nAll targets are met.' : `\nMissed: ${failures.join('; ')}`);
process.exitCode = failures.length === 0 ? 0 : 1;
