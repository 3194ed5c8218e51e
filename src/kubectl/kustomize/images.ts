import { isObject, type Json } from '../../apimachinery/json';
import { fieldSlot, type Slot, visitFields } from './field-spec';
import { imageFields } from './field-specs';
import type { Image } from './kustomization';
import type { ResourceMap } from './resource-map';

/**
 * Changes the images of containers, wherever a list of containers stands.
 * @upstream kustomize api/filters/imagetag/legacy.go, imagetag.go
 */
export function setImage({ resources }: ResourceMap, image: Image): void {
  const pattern = new RegExp(`^${image.name ?? ''}(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$`);
  const update = (slot: Slot) => updateImage(slot, image, pattern);
  for (const resource of resources) {
    if (resource.kind === 'CustomResourceDefinition') continue;
    visitContainers(resource.object, update);
    visitFields(resource, imageFields, { visit: update });
  }
}

function visitContainers(value: Json | undefined, update: (slot: Slot) => void): void {
  if (Array.isArray(value)) for (const item of value) visitContainers(item, update);
  if (!isObject(value)) return;
  for (const [field, item] of Object.entries(value)) {
    visitContainers(item, update);
    if (!Array.isArray(item) || (field !== 'containers' && field !== 'initContainers')) continue;
    for (const container of item.filter(isObject)) update(fieldSlot(container, 'image'));
  }
}

function updateImage(slot: Slot, image: Image, pattern: RegExp): void {
  const value = slot.get();
  if (typeof value === 'string' && pattern.test(value)) slot.set(changed(value, image));
}

/** @upstream kustomize api/filters/imagetag/updater.go */
function changed(value: string, { newName, newTag, digest: newDigest, tagSuffix }: Image): string {
  let { name, tag, digest } = splitImage(value);
  if (newName) name = newName;
  if (newTag || newDigest) [tag, digest] = [newTag ?? '', newDigest ?? ''];
  else if (tagSuffix) [tag, digest] = [`${tag}${tagSuffix}`, ''];
  return `${name}${tag === '' ? '' : `:${tag}`}${digest === '' ? '' : `@${digest}`}`;
}

/** A port of the registry is no tag: what counts stands behind the first slash. @upstream kustomize api/internal/image Split */
function splitImage(image: string): { name: string; tag: string; digest: string } {
  const slash = Math.max(image.indexOf('/'), 0);
  const at = image.indexOf('@', slash);
  const colon = image.indexOf(':', slash);
  const isTagged = colon >= 0 && (at < 0 || colon < at);
  const end = isTagged ? colon : at < 0 ? image.length : at;
  return {
    name: image.slice(0, end),
    tag: isTagged ? image.slice(colon + 1, at < 0 ? image.length : at) : '',
    digest: at < 0 ? '' : image.slice(at + 1),
  };
}
