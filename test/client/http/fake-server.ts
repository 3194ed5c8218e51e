import type { Json } from '../../../src/apimachinery/json';

/** What a server answers to a path with its query: JSON, lines of JSON, or a whole response. */
export type Answer = Json | Response;

/** A fetch that answers from a table, and tells what it was asked. A response is given once, lists are in turn. */
export function fakeServer(answers: Readonly<Record<string, Answer | readonly Answer[]>>) {
  const asked: { method: string; path: string; headers: Headers; body?: Json }[] = [];
  const given = new Set<Answer | undefined>();

  function next(path: string): Answer | undefined {
    const found = answers[path];
    const list: readonly (Answer | undefined)[] = Array.isArray(found) ? found : [found as Answer];
    const answer = list.find((one) => !given.has(one));
    if (answer instanceof Response || list.length > 1) given.add(answer);
    return answer;
  }

  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const path = String(input).replace(/^http:\/\/fake/, '');
    const body = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    asked.push({ method: init.method ?? 'GET', path, headers: new Headers(init.headers), body });
    const answer = next(path);
    if (answer === undefined) return new Response('404 page not found', { status: 404 });
    return answer instanceof Response ? answer : new Response(JSON.stringify(answer));
  };
  return { fetch, asked, server: 'http://fake' };
}

/** A stream of events that then ends. */
export function stream(...events: Json[]): Response {
  return new Response(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
}
