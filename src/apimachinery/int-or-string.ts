/** A number, or text such as a percentage or a port's name. */
export type IntOrString = number | string;

/**
 * A count that may be a percentage of `total`.
 * @throws Error where the text is no percentage
 * @upstream apimachinery util/intstr GetScaledValueFromIntOrPercent
 */
export function scaledValue(value: IntOrString, total: number, roundUp: boolean): number {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(value)?.[1];
  if (percent === undefined) throw new Error(`invalid value for IntOrString: invalid type: string is not a percentage`);
  const scaled = (Number(percent) * total) / 100;
  return roundUp ? Math.ceil(scaled) : Math.floor(scaled);
}
