/** A program's name in the names of a shell's functions. */
export function functionName(program: string): string {
  return program.replace(/\W/g, '_');
}
