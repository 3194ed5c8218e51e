import type { ServerResponse } from 'node:http';
import { StatusError } from '../../apimachinery/errors';
import { parseTime } from '../../apimachinery/time';
import type { LogOptions } from '../../client/containers';
import { chooseContainer, findPod } from '../streams/pod-request';
import type { Answer, Api, ApiRequest } from './exchange';
import { flag, integer } from './query';
import type { ResourcePath } from './resource-path';

/**
 * A container's log as text; with `follow` what is written later comes as it is written, until the container ends.
 * @throws StatusError
 * @upstream pkg/registry/core/pod/rest/log.go
 */
export async function logAnswer(api: Api, { query }: ApiRequest, path: ResourcePath): Promise<Answer> {
  const { backend } = api;
  const found = await findPod(api, path);
  const container = chooseContainer(found.pod, query.get('container') ?? '');
  const options = logOptions(query, backend.now());
  const { containers } = backend;
  if (!flag(query, 'follow')) {
    const text = await backend.transact(() => containers.log(found.pod, container, options));
    return { text, contentType: 'text/plain' };
  }
  await backend.transact(() => containers.log(found.pod, container, { ...options, tailLines: 0 }));
  return {
    contentType: 'text/plain',
    async stream(response) {
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      response.flushHeaders();
      const tell = (text: string): void => void (text !== '' && response.write(text));
      await backend.session((outside) =>
        containers.followLog(found.pod, container, options, tell, { outside, closed: gone.signal }),
      );
      await finish(response);
    },
  };
}

function finish(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    response.once('close', resolve);
    response.end();
  });
}

function logOptions(query: URLSearchParams, now: number): LogOptions {
  const tailLines = integer(query, 'tailLines');
  const limitBytes = integer(query, 'limitBytes');
  const sinceSeconds = integer(query, 'sinceSeconds');
  const sinceTime = query.get('sinceTime') || undefined;
  if (tailLines !== undefined && tailLines < 0)
    throw invalidOption('tailLines', tailLines, 'must be greater than or equal to 0');
  if (limitBytes !== undefined && limitBytes < 1)
    throw invalidOption('limitBytes', limitBytes, 'must be greater than 0');
  if (sinceSeconds !== undefined && sinceSeconds < 1)
    throw invalidOption('sinceSeconds', sinceSeconds, 'must be greater than 0');
  if (sinceSeconds !== undefined && sinceTime !== undefined) {
    throw new StatusError(
      'Invalid',
      'PodLogOptions "" is invalid: <nil>: Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified',
    );
  }
  const since = sinceSeconds === undefined ? parseTime(sinceTime ?? '') : now - sinceSeconds * 1000;
  return {
    previous: flag(query, 'previous'),
    timestamps: flag(query, 'timestamps'),
    tailLines,
    limitBytes,
    since: Number.isNaN(since) ? undefined : since,
  };
}

/** @upstream pkg/apis/core/validation ValidatePodLogOptions */
function invalidOption(field: string, value: number, detail: string): StatusError {
  return new StatusError(
    'Invalid',
    `PodLogOptions "" is invalid: ${field}: Invalid value: ${value}: ${detail}`,
    [{ type: 'Invalid value', field, value, detail }],
    { group: '', kind: 'PodLogOptions', name: '' },
  );
}
