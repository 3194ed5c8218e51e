/** Loads just-bash; the program's build replaces this file, so that it lies beside the bundle. */
export async function loadBash(): Promise<typeof import('just-bash')> {
  return await import('just-bash');
}
