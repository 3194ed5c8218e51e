import { clone, deepEqual, isObject, type Json, type JsonObject, setField } from '../json';
import { goTypeName, PatchError } from './patch-error';

const MISSING = 'missing value';

type Operation = JsonObject;
/** The object or list that holds a path's last part. */
type Place = { readonly holder: JsonObject | Json[]; readonly key: string };

/**
 * Applies a JSON patch (RFC 6902) to a copy of the document.
 * @throws PatchError with upstream's words: a patch that is no list of operations, or one that does not apply
 * @upstream gopkg.in/evanphx/json-patch.v4 patch.go Apply
 */
export function applyJsonPatch(document: Json, patch: Json): Json {
  const root = { value: clone(document), copied: 0 };
  for (const operation of decodeOperations(patch)) {
    const kind = operation.op;
    const run = typeof kind === 'string' ? operations.get(kind) : undefined;
    if (run === undefined) throw new PatchError(`Unexpected kind: ${typeof kind === 'string' ? kind : 'unknown'}`);
    run(root, operation);
  }
  return root.value;
}

const decoderNames: Readonly<Record<string, string>> = {
  'map[string]interface {}': 'object',
  '[]interface {}': 'array',
  int64: 'number',
  float64: 'number',
};

function decodeOperations(patch: Json): Operation[] {
  if (patch === null) return [];
  if (!Array.isArray(patch)) throw cannotUnmarshal(patch, 'Patch');
  return patch.map((operation) => {
    if (operation === null) return {};
    if (!isObject(operation)) throw cannotUnmarshal(operation, 'Operation');
    return operation;
  });
}

function cannotUnmarshal(value: Json, type: string): PatchError {
  const name = goTypeName(value);
  return new PatchError(`json: cannot unmarshal ${decoderNames[name] ?? name} into Go value of type jsonpatch.${type}`);
}

/** The document, and how much was copied within it so far. */
type Root = { value: Json; copied: number };

/** Bytes that the copies of one patch may add. @upstream apiserver server.Config JSONPatchMaxCopyBytes */
const COPY_LIMIT = 3 * 1024 * 1024;

const operations = new Map<string, (root: Root, operation: Operation) => void>([
  ['add', add],
  ['remove', remove],
  ['replace', replace],
  ['move', move],
  ['test', test],
  ['copy', copy],
]);

function add(root: Root, operation: Operation): void {
  const path = pathOf(operation, 'path', `add operation failed to decode path: ${MISSING}`);
  const place = findPlace(root, path);
  if (place === undefined) {
    throw new PatchError(`add operation does not apply: doc is missing path: "${path}": ${MISSING}`);
  }
  within(`error in add for path: '${path}'`, () => addAt(place, operation.value ?? null));
}

function remove(root: Root, operation: Operation): void {
  const path = pathOf(operation, 'path', `remove operation failed to decode path: ${MISSING}`);
  const place = findPlace(root, path);
  if (place === undefined) {
    throw new PatchError(`remove operation does not apply: doc is missing path: "${path}": ${MISSING}`);
  }
  within(`error in remove for path: '${path}'`, () => removeAt(place));
}

function replace(root: Root, operation: Operation): void {
  const path = pathOf(operation, 'path', `replace operation failed to decode path: ${missingField('path')}`);
  if (path === '') {
    // Upstream passes over a value that is no document.
    if (isHolder(operation.value ?? null)) root.value = clone(operation.value ?? null);
    return;
  }
  const place = findPlace(root, path);
  if (place === undefined) {
    throw new PatchError(`replace operation does not apply: doc is missing path: ${path}: ${MISSING}`);
  }
  within(`replace operation does not apply: doc is missing key: ${path}`, () => getAt(place), MISSING);
  setAt(place, operation.value ?? null);
}

function move(root: Root, operation: Operation): void {
  const from = pathOf(operation, 'from', `move operation failed to decode from: ${missingField('from')}`);
  const source = findPlace(root, from);
  if (source === undefined) {
    throw new PatchError(`move operation does not apply: doc is missing from path: ${from}: ${MISSING}`);
  }
  const failure = `error in move for path: '${source.key}'`;
  const value = within(failure, () => getAt(source));
  within(failure, () => removeAt(source));
  const path = pathOf(operation, 'path', `move operation failed to decode path: ${missingField('path')}`);
  const target = findPlace(root, path);
  if (target === undefined) {
    throw new PatchError(`move operation does not apply: doc is missing destination path: ${path}: ${MISSING}`);
  }
  within(`error in move for path: '${path}'`, () => addAt(target, value));
}

function test(root: Root, operation: Operation): void {
  const path = pathOf(operation, 'path', `test operation failed to decode path: ${missingField('path')}`);
  const place = path === '' ? undefined : findPlace(root, path);
  if (path !== '' && place === undefined) {
    throw new PatchError(`test operation does not apply: is missing path: ${path}: ${MISSING}`);
  }
  const value = place === undefined ? root.value : within(`error in test for path: '${path}'`, () => getAt(place));
  if (!deepEqual(value, operation.value ?? null)) throw new PatchError(`testing value ${path} failed: test failed`);
}

function copy(root: Root, operation: Operation): void {
  const from = pathOf(operation, 'from', `copy operation failed to decode from: ${missingField('from')}`);
  const source = findPlace(root, from);
  if (source === undefined) {
    throw new PatchError(`copy operation does not apply: doc is missing from path: ${from}: ${MISSING}`);
  }
  const value = within(`error in copy for from: '${from}'`, () => getAt(source));
  const path = pathOf(operation, 'path', `copy operation failed to decode path: ${MISSING}`);
  const target = findPlace(root, path);
  if (target === undefined) {
    throw new PatchError(`copy operation does not apply: doc is missing destination path: ${path}: ${MISSING}`);
  }
  root.copied += JSON.stringify(value).length;
  if (root.copied > COPY_LIMIT) {
    throw new PatchError(
      `Unable to copy, the accumulated size increase of copy is ${root.copied}, exceeding the limit ${COPY_LIMIT}`,
    );
  }
  within('error while adding value during copy', () => addAt(target, clone(value)));
}

function missingField(field: 'path' | 'from'): string {
  return `operation${field === 'from' ? ', missing from field' : ' missing path field'}: ${MISSING}`;
}

function pathOf(operation: Operation, field: 'path' | 'from', failure: string): string {
  const path = operation[field];
  if (typeof path !== 'string') throw new PatchError(failure);
  return path;
}

/** Runs a step; what it throws is told behind `prefix`, or as `cause` in its place. */
function within<T>(prefix: string, step: () => T, cause?: string): T {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    throw new PatchError(`${prefix}: ${cause ?? error.message}`);
  }
}

function findPlace(root: Root, path: string): Place | undefined {
  const [first, ...parts] = path.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const key = parts.pop();
  if (first === undefined || key === undefined) return undefined;
  let holder = root.value;
  for (const part of parts) {
    if (!isHolder(holder)) return undefined;
    const next = peek({ holder, key: part });
    if (next === undefined) return undefined;
    holder = next;
  }
  return isHolder(holder) ? { holder, key } : undefined;
}

function isHolder(value: Json): value is JsonObject | Json[] {
  return typeof value === 'object' && value !== null;
}

function peek(place: Place): Json | undefined {
  try {
    return getAt(place);
  } catch {
    return undefined;
  }
}

/** The value at a place; null where an object has no such field. */
function getAt({ holder, key }: Place): Json {
  if (!Array.isArray(holder)) return (Object.hasOwn(holder, key) ? holder[key] : null) ?? null;
  return holder[indexIn(holder.length, key)] ?? null;
}

function setAt({ holder, key }: Place, value: Json): void {
  if (Array.isArray(holder)) holder[indexIn(holder.length, key)] = value;
  else setField(holder, key, value);
}

function addAt({ holder, key }: Place, value: Json): void {
  if (!Array.isArray(holder)) {
    setField(holder, key, value);
    return;
  }
  if (key === '-') {
    holder.push(value);
    return;
  }
  if (!isIndex(key)) throw new PatchError(`value was not a proper array index: '${key}': ${notANumber(key)}`);
  holder.splice(indexIn(holder.length + 1, key), 0, value);
}

function removeAt({ holder, key }: Place): void {
  if (Array.isArray(holder)) {
    holder.splice(indexIn(holder.length, key), 1);
    return;
  }
  if (!Object.hasOwn(holder, key)) throw new PatchError(`Unable to remove nonexistent key: ${key}: ${MISSING}`);
  delete holder[key];
}

function isIndex(key: string): boolean {
  return /^[+-]?\d+$/.test(key);
}

function notANumber(key: string): string {
  return `strconv.Atoi: parsing ${JSON.stringify(key)}: invalid syntax`;
}

/** The index that a key means, counted from the end where it is negative. */
function indexIn(size: number, key: string): number {
  if (!isIndex(key)) throw new PatchError(notANumber(key));
  const index = Number(key);
  if (index >= size || index < -size) {
    throw new PatchError(`Unable to access invalid index: ${index}: invalid index referenced`);
  }
  return index < 0 ? index + size : index;
}
