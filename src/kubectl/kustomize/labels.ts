import { type FieldSpec, joinSpecs } from './field-spec';
import { labelsField, selectorLabelFields, templateLabelFields } from './field-specs';
import type { Kustomization, LabelRule } from './kustomization';
import { prefixed } from './prefixed';
import type { ResourceMap } from './resource-map';
import { setEntries } from './set-entries';

/** Gives all resources labels. @upstream kustomize api/internal/target/kusttarget_configplugin.go LabelTransformer */
export function addLabels({ resources }: ResourceMap, { labels = [], commonLabels = {} }: Kustomization): void {
  const rules = labels.map((rule) => ({ pairs: rule.pairs ?? {}, specs: specsOf(rule) }));
  for (const { pairs, specs } of rules) setEntries(resources, pairs, specs);
  setEntries(resources, commonLabels, selectorLabelFields);
}

function specsOf({ includeSelectors, includeTemplates, fields = [] }: LabelRule): FieldSpec[] {
  if (includeSelectors) return prefixed('failed to merge labels', () => joinSpecs(fields, selectorLabelFields));
  const templates = includeTemplates ? templateLabelFields : [];
  return prefixed('failed to merge labels', () => joinSpecs(joinSpecs(fields, templates), [labelsField]));
}
