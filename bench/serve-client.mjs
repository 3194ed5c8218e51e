// A client of few instructions: what is measured is the server, which runs beside it on the same machine.
import { Agent, request } from 'node:http';

const host = '127.0.0.1';

/** A connection that is kept open: one request at a time. */
export function connection(port) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    ask(method, path, body, type) {
      const headers = body === undefined ? {} : { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) };
      return new Promise((resolve, reject) => {
        const asked = request({ host, port, agent, method, path, headers }, (response) => {
          const chunks = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => resolve(answer(response.statusCode, Buffer.concat(chunks))));
        });
        asked.on('error', reject);
        asked.end(body);
      });
    },
    close: () => agent.destroy(),
  };
}

/** Most answers are only counted. */
function answer(code, bytes) {
  return {
    code,
    get json() {
      return JSON.parse(bytes.toString('utf8'));
    },
  };
}

/** A watch over a connection of its own, once the server has begun to answer. @throws Error where it refuses */
export function openWatch(port, path) {
  return new Promise((resolve, reject) => {
    const asked = request({ host, port, agent: false, path }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`watch: ${response.statusCode}`));
      let hear = () => {};
      let first;
      const note = (time) => {
        first ??= time;
        hear(first);
      };
      response.on('data', () => note(performance.now()));
      // Also who is cut off must not wait for ever.
      response.on('close', () => note(Number.POSITIVE_INFINITY));
      response.on('error', () => {});
      resolve({
        heard: () =>
          new Promise((resolveHeard) => {
            hear = resolveHeard;
            if (first !== undefined) resolveHeard(first);
          }),
        close: () => asked.destroy(),
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

export function repeat(times, make) {
  return Array.from({ length: times }, (_, index) => make(index));
}

export function percentile(values, part) {
  return (
    values.toSorted((left, right) => left - right)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0
  );
}
