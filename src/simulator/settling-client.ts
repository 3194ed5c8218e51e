import type { Client } from '../client/client';
import { readingOf } from '../client/field-manager';

/** A door whose writes return when all that follows from them has happened. */
export function settlingClient(client: Client, settle: () => Promise<void>): Client {
  const settled = async <T>(request: Promise<T>, dryRun: boolean | undefined): Promise<T> => {
    const answer = await request;
    if (!dryRun) await settle();
    return answer;
  };
  return {
    ...readingOf(client),
    create: (kind, object, options) => settled(client.create(kind, object, options), options?.dryRun),
    update: (kind, object, options) => settled(client.update(kind, object, options), options?.dryRun),
    patch: (kind, name, patch, options) => settled(client.patch(kind, name, patch, options), options?.dryRun),
    delete: (kind, name, options) => settled(client.delete(kind, name, options), options?.dryRun),
  };
}
