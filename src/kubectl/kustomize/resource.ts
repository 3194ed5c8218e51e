import { clone, isObject, type Json, type JsonObject } from '../../apimachinery/json';
import type { StringMap } from '../../apimachinery/meta';
import { effectiveNamespace, type Gvk, groupVersionOf, isSameId, type ResourceId } from './resource-id';

/** What becomes of a generated resource that is there already. */
export type Behavior = 'create' | 'merge' | 'replace';

type PreviousId = { readonly name: string; readonly namespace: string; readonly kind: string };

/** What kustomize remembers of a resource while it builds; upstream keeps it in annotations. */
type History = {
  readonly previous: PreviousId[];
  readonly prefixes: string[];
  readonly suffixes: string[];
};

/** An object on its way through the build, and what it was called before. */
export class Resource {
  /** Whether its name is to end in a hash of what it holds. */
  needsHash = false;
  behavior: Behavior = 'create';
  /** As a patch: whether it may rename what it patches, or make another kind of it. */
  allowNameChange = false;
  allowKindChange = false;
  /** The variables that take their values from it. */
  variables: readonly string[] = [];

  constructor(
    public object: JsonObject,
    private history: History = { previous: [], prefixes: [], suffixes: [] },
  ) {}

  get apiVersion(): string {
    return textOf(this.object.apiVersion);
  }

  get kind(): string {
    return textOf(this.object.kind);
  }

  get name(): string {
    return textOf(this.metadata.name);
  }

  set name(name: string) {
    this.writableMetadata().name = name;
  }

  get namespace(): string {
    return textOf(this.metadata.namespace);
  }

  /** No namespace is an empty one. */
  set namespace(namespace: string) {
    if (namespace === '') delete this.writableMetadata().namespace;
    else this.writableMetadata().namespace = namespace;
  }

  get labels(): StringMap {
    return stringMap(this.metadata.labels);
  }

  get annotations(): StringMap {
    return stringMap(this.metadata.annotations);
  }

  get gvk(): Gvk {
    return { ...groupVersionOf(this.apiVersion), kind: this.kind };
  }

  get id(): ResourceId {
    return { ...this.gvk, name: this.name, namespace: this.namespace };
  }

  /** What it was before the build began. */
  get originalId(): ResourceId {
    return this.previousIds[0] ?? this.id;
  }

  /** All that it was called before, the oldest first. */
  get previousIds(): ResourceId[] {
    const { group, version } = this.gvk;
    return this.history.previous.map((previous) => ({ group, version, ...previous }));
  }

  get prefixes(): readonly string[] {
    return this.history.prefixes;
  }

  get suffixes(): readonly string[] {
    return this.history.suffixes;
  }

  /** Whether a list or a patch left nothing of it. */
  get isEmpty(): boolean {
    return Object.keys(this.object).length === 0;
  }

  addPrefix(prefix: string): void {
    if (prefix !== '') this.history.prefixes.push(prefix);
  }

  addSuffix(suffix: string): void {
    if (suffix !== '') this.history.suffixes.push(suffix);
  }

  /** Remembers what it is called, before that changes. */
  rememberId(): void {
    const { id } = this;
    this.history.previous.push({ name: id.name, namespace: effectiveNamespace(id), kind: id.kind });
  }

  /** Whether it is, or was before, what an id means. */
  wasEver(id: ResourceId): boolean {
    return [...this.previousIds, this.id].some((own) => isSameId(own, id));
  }

  setLabels(labels: StringMap): void {
    setOrDelete(this.writableMetadata(), 'labels', labels);
  }

  setAnnotations(annotations: StringMap): void {
    setOrDelete(this.writableMetadata(), 'annotations', annotations);
  }

  /** Takes the place of another: its name and namespace, its labels and annotations where it has none of its own. */
  takePlaceOf(other: Resource): void {
    this.setLabels({ ...other.labels, ...this.labels });
    this.setAnnotations({ ...other.annotations, ...this.annotations });
    this.name = other.name;
    this.namespace = other.namespace;
    this.history = other.history;
    this.needsHash &&= other.needsHash;
    this.variables = other.variables;
  }

  copy(): Resource {
    const { previous, prefixes, suffixes } = this.history;
    const copied = new Resource(clone(this.object), {
      previous: [...previous],
      prefixes: [...prefixes],
      suffixes: [...suffixes],
    });
    const { needsHash, behavior, allowNameChange, allowKindChange, variables } = this;
    return Object.assign(copied, { needsHash, behavior, allowNameChange, allowKindChange, variables });
  }

  private get metadata(): JsonObject {
    return isObject(this.object.metadata) ? this.object.metadata : {};
  }

  private writableMetadata(): JsonObject {
    if (!isObject(this.object.metadata)) this.object.metadata = {};
    return this.object.metadata as JsonObject;
  }
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null || typeof value === 'object') return '';
  return String(value);
}

/** Labels or annotations as texts, whatever they were written as. */
function stringMap(value: Json | undefined): StringMap {
  if (!isObject(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, textOf(item)]));
}

function setOrDelete(metadata: JsonObject, field: string, map: StringMap): void {
  if (Object.keys(map).length === 0) delete metadata[field];
  else metadata[field] = map;
}
