/**
 * What the models of @kubernetes/client-node say of types and their fields, for `explain` and OpenAPI.
 *
 * "V1PodSpec" -> { "": "PodSpec is a description of a pod.", "containers": "List of containers …" }
 *
 * Fields whose type is a model have no text there: that of their type stands for it. IntOrString and MicroTime, which
 * are no models, lend their own text to the fields of their type: it is noted once, as theirs.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param types as in generated.json: the fields of each type */
export function readDescriptions(folder, types) {
  const found = {};
  for (const [typeName, fields] of Object.entries(types)) {
    const text = readFileSync(join(folder, `${typeName}.d.ts`), 'utf8');
    const about = /\/\*\*\n\* (.*)\n\*\/\nexport declare class/.exec(text)?.[1];
    found[typeName] = about === undefined ? {} : { '': plain(about) };
    for (const [, comment, property] of text.matchAll(/ {4}\/\*\*\n {4}\* (.*)\n {4}\*\/\n {4}'([^']+)'\??:/g)) {
      const field = fieldName(property, fields);
      const lender = /IntOrString|MicroTime/.exec(fields[field])?.[0];
      if (lender === undefined) found[typeName][field] = plain(comment);
      else found[lender] = { '': plain(comment) };
    }
  }
  return found;
}

/** Properties that are no names in TypeScript have another one there: `_continue` for `continue`. */
function fieldName(property, fields) {
  if (property in fields) return property;
  const [name] = Object.keys(fields).filter((field) => simplified(field) === simplified(property));
  if (name === undefined) throw new Error(`no field for the property ${property}`);
  return name;
}

function simplified(name) {
  return name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
}

function plain(comment) {
  return comment.replace(/\\(['"\\])/g, '$1').replaceAll('*_/', '*/');
}
