import { goQuote } from '../../../apimachinery/go-value';

/** An operand of a command; positions are offsets in the template. */
export type Operand =
  | { readonly type: 'bool'; readonly pos: number; readonly value: boolean }
  | { readonly type: 'dot' | 'nil'; readonly pos: number }
  | { readonly type: 'number'; readonly pos: number; readonly value: number; readonly text: string }
  | { readonly type: 'string'; readonly pos: number; readonly value: string; readonly text: string }
  | { readonly type: 'field'; readonly pos: number; readonly names: readonly string[] }
  | { readonly type: 'variable'; readonly pos: number; readonly variable: string; readonly names: readonly string[] }
  | { readonly type: 'chain'; readonly pos: number; readonly operand: Operand; readonly names: readonly string[] }
  | { readonly type: 'function'; readonly pos: number; readonly name: string }
  | Pipeline;

/** A function or a value with its arguments. */
export type Command = { readonly type: 'command'; readonly pos: number; readonly operands: readonly Operand[] };

export type Pipeline = {
  readonly type: 'pipeline';
  readonly pos: number;
  readonly variables: readonly string[];
  /** `$x = …` sets a variable that exists, `$x := …` makes one. */
  readonly assigns: boolean;
  readonly commands: readonly Command[];
};

export type TemplateCall = {
  readonly type: 'template';
  readonly pos: number;
  readonly name: string;
  readonly pipeline: Pipeline | undefined;
};

export type Branch = {
  readonly type: 'if' | 'with' | 'range';
  readonly pos: number;
  readonly pipeline: Pipeline;
  readonly list: readonly Node[];
  readonly elseList: readonly Node[];
};

/** A piece of a template. */
export type Node =
  | { readonly type: 'text'; readonly pos: number; readonly text: string }
  | { readonly type: 'action'; readonly pos: number; readonly pipeline: Pipeline }
  | { readonly type: 'break' | 'continue'; readonly pos: number }
  | TemplateCall
  | Branch;

/** A parsed template with those that it defines. */
export type GoTemplate = {
  readonly name: string;
  readonly text: string;
  readonly definitions: ReadonlyMap<string, readonly Node[]>;
};

/** A template that cannot be read or run; the message is Go's. */
export class GoTemplateError extends Error {
  override readonly name = 'GoTemplateError';
}

/** What errors point to. */
export type Located = Operand | Command | TemplateCall;

/** A piece of a template as Go prints it in its errors. @upstream go text/template/parse/node.go String */
export function nodeText(node: Located): string {
  switch (node.type) {
    case 'template':
      return `{{template ${goQuote(node.name)}${node.pipeline === undefined ? '' : ` ${nodeText(node.pipeline)}`}}}`;
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'bool':
      return String(node.value);
    case 'number':
    case 'string':
      return node.text;
    case 'function':
      return node.name;
    case 'field':
      return fieldsText(node.names);
    case 'variable':
      return `${node.variable}${fieldsText(node.names)}`;
    case 'chain':
      return `${operandText(node.operand)}${fieldsText(node.names)}`;
    case 'command':
      return node.operands.map(operandText).join(' ');
    case 'pipeline':
      return `${declarationText(node)}${node.commands.map(nodeText).join(' | ')}`;
  }
}

function operandText(node: Operand): string {
  return node.type === 'pipeline' ? `(${nodeText(node)})` : nodeText(node);
}

function fieldsText(names: readonly string[]): string {
  return names.map((name) => `.${name}`).join('');
}

function declarationText({ variables, assigns }: Pipeline): string {
  return variables.length === 0 ? '' : `${variables.join(', ')} ${assigns ? '=' : ':='} `;
}
