/** How many bytes a text in base64 stands for. */
export function base64Length(text: string): number {
  const characters = text.replace(/[\s=]/g, '').length;
  return Math.floor((characters * 3) / 4);
}
