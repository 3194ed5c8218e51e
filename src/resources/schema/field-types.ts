import generated from './generated.json';

/** The types below objects, lists and maps. */
export type Scalar =
  | 'string'
  | 'int32'
  | 'int64'
  | 'number'
  | 'boolean'
  | 'IntOrString'
  | 'Time'
  | 'MicroTime'
  | 'Quantity'
  | 'bytes'
  | 'any';

/** The type of a field; `goName` is what the API server's messages call it. */
export type FieldType =
  | { readonly shape: 'scalar'; readonly scalar: Scalar; readonly goName: string }
  | { readonly shape: 'list' | 'map'; readonly element: FieldType; readonly goName: string }
  | { readonly shape: 'object'; readonly typeName: string; readonly goName: string };

/** A field of a type. */
export type Field = { readonly type: FieldType; readonly isRequired: boolean };

type Table = Readonly<Record<string, Readonly<Record<string, string>>>>;

const kinds: Readonly<Record<string, string>> = generated.kinds;
const types: Table = generated.types;
const goTypes: Table = generated.goTypes;

const goScalars: Readonly<Record<Scalar, string>> = {
  string: 'string',
  int32: 'int32',
  int64: 'int64',
  number: 'float64',
  boolean: 'bool',
  IntOrString: 'intstr.IntOrString',
  Time: 'v1.Time',
  MicroTime: 'v1.MicroTime',
  Quantity: 'resource.Quantity',
  bytes: '[]uint8',
  any: 'interface {}',
};

/** The name of a kind's type, such as `V1StatefulSet`; undefined for kinds without a schema. */
export function typeOf(apiVersion: string, kind: string): string | undefined {
  const key = `${apiVersion}/${kind}`;
  return Object.hasOwn(kinds, key) ? kinds[key] : undefined;
}

/** The type of a field; undefined where the type has no such field. */
export function fieldOf(typeName: string, field: string): Field | undefined {
  const fields = types[typeName];
  const code = fields !== undefined && Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (code === undefined) return undefined;
  const isRequired = code.endsWith('!');
  return { type: readType(isRequired ? code.slice(0, -1) : code, goTypes[typeName]?.[field]), isRequired };
}

/** The name of a type's Go struct: `StatefulSetSpec` for `V1StatefulSetSpec`. */
export function goStructName(typeName: string): string {
  return typeName.replace(/^[A-Z]?[a-z]*V\d+/, '');
}

function readType(code: string, goName: string | undefined): FieldType {
  if (code.startsWith('[]')) {
    const element = readType(code.slice(2), goName?.slice(2));
    return { shape: 'list', element, goName: goName ?? `[]${element.goName}` };
  }
  if (code.startsWith('{}')) {
    const element = readType(code.slice(2), goName?.slice(goName.indexOf(']') + 1));
    const mapName = element.goName === goScalars.Quantity ? 'v1.ResourceList' : `map[string]${element.goName}`;
    return { shape: 'map', element, goName: goName ?? mapName };
  }
  if (isScalar(code)) return { shape: 'scalar', scalar: code, goName: goName ?? goScalars[code] };
  return { shape: 'object', typeName: code, goName: code.replace(/^[A-Z]?[a-z]*V(\d+)/, 'v$1.') };
}

function isScalar(code: string): code is Scalar {
  return Object.hasOwn(goScalars, code);
}
