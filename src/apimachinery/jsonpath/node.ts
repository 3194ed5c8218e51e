/** One part of a jsonpath template. */
export type Node =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'list'; readonly nodes: readonly Node[] }
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'identifier'; readonly name: string }
  | { readonly type: 'array'; readonly bounds: ArrayBounds }
  | { readonly type: 'filter'; readonly left: ListNode; readonly right: ListNode; readonly operator: string }
  | { readonly type: 'int' | 'float'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'wildcard' }
  | { readonly type: 'recursive' }
  | { readonly type: 'union'; readonly lists: readonly ListNode[] };

export type ListNode = Extract<Node, { type: 'list' }>;

/** `[start:end:step]`; an end that is derived from the start comes from a single index. */
export type ArrayBounds = {
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly step: number | undefined;
  readonly endDerived: boolean;
};

/** A parsed template, with its text for error messages. */
export type JsonPath = { readonly template: string; readonly nodes: readonly Node[] };

/** A template that cannot be read or that does not fit the data; the message is upstream's. */
export class JsonPathError extends Error {
  override readonly name = 'JsonPathError';
}
