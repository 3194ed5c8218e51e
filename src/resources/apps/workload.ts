import { type FieldError, invalidValue, notSupported, required } from '../../apimachinery/errors';
import { goLabelSelector, goStringMap } from '../../apimachinery/go-syntax';
import { deepEqual } from '../../apimachinery/json';
import { labelSelectorMatches, selectorFromLabelSelector, selectorText } from '../../apimachinery/labels';
import type { LabelSelector } from '../../apimachinery/meta';
import type { PodTemplateSpec } from '../core/pod-types';
import { nonNegative, validatePodTemplate } from '../core/pod-validation';
import { validateLabels } from '../metadata';

/** `nginx,side`: a template's containers, for the CONTAINERS column. */
export function containersText(template: PodTemplateSpec): string {
  return template.spec.containers.map(({ name }) => name).join(',');
}

/** The images of a template's containers, for the IMAGES column. */
export function imagesText(template: PodTemplateSpec): string {
  return template.spec.containers.map(({ image }) => image).join(',');
}

/** `app=hello,tier in (back,front)`: for the SELECTOR column. */
export function workloadSelectorText(selector: LabelSelector): string {
  return selectorText(selectorFromLabelSelector(selector)) || '<none>';
}

type Workload = { replicas?: number; minReadySeconds?: number; selector: LabelSelector; template: PodTemplateSpec };

/** What Deployments and ReplicaSets have in common. @param kind as upstream names it: `deployment` */
export function validateWorkloadSpec(spec: Workload, kind: string): FieldError[] {
  const errors: FieldError[] = [];
  if ((spec.replicas ?? 0) < 0) errors.push(nonNegative('spec.replicas', spec.replicas ?? 0));
  if ((spec.minReadySeconds ?? 0) < 0) errors.push(nonNegative('spec.minReadySeconds', spec.minReadySeconds ?? 0));
  if (spec.selector === undefined) errors.push(required('spec.selector'));
  else {
    errors.push(...validateLabels(spec.selector.matchLabels, 'spec.selector.matchLabels'));
    if (Object.keys(spec.selector.matchLabels ?? {}).length + (spec.selector.matchExpressions?.length ?? 0) === 0) {
      errors.push({
        ...invalidValue('spec.selector', '', `empty selector is invalid for ${kind}`),
        valueText: goLabelSelector(spec.selector),
      });
    }
  }
  const labels = spec.template.metadata?.labels;
  if (!labelSelectorMatches(spec.selector, labels)) {
    errors.push({
      ...invalidValue('spec.template.metadata.labels', '', '`selector` does not match template `labels`'),
      valueText: goStringMap(labels),
    });
  }
  errors.push(...validatePodTemplate(spec.template, 'spec.template'));
  const { restartPolicy = 'Always' } = spec.template.spec;
  if (restartPolicy !== 'Always')
    errors.push(notSupported('spec.template.spec.restartPolicy', restartPolicy, ['Always']));
  return errors;
}

/** A selector stays as it was created. */
export function validateSelectorUpdate(selector: LabelSelector, old: LabelSelector): FieldError[] {
  if (deepEqual(selector, old)) return [];
  return [{ ...invalidValue('spec.selector', '', 'field is immutable'), valueText: goLabelSelector(selector) }];
}
