import { goQuote } from '../../apimachinery/go-value';
import type { Kubectl } from '../kubectl';
import { openEditor } from './editor';

/** The file that is edited: it lies in a folder of its own, and a copy is kept beside that where its content is needed later. */
export class DraftFile {
  private kept: string | undefined;

  constructor(
    private readonly folder: string,
    private readonly format: 'yaml' | 'json',
    private readonly kubectl: Kubectl,
  ) {}

  /** Has a text edited. @throws CommandError where the editor fails */
  async edit(text: string): Promise<string> {
    const { files } = this.kubectl;
    const path = `${this.folder}/edit.${this.format}`;
    files.write(path, text);
    await openEditor(path, this.kubectl);
    return files.read(path);
  }

  /** What is to be stored if all fails. */
  keep(text: string | undefined): void {
    this.kept = text;
  }

  /** Stores what is kept. @returns where; undefined where nothing is kept */
  store(): string | undefined {
    if (this.kept === undefined) return undefined;
    const path = `${this.folder}.${this.format}`;
    this.kubectl.files.write(path, this.kept, 'owner');
    this.kept = undefined;
    return path;
  }

  /** @upstream kubectl pkg/cmd/util/editor preservedFile */
  tellOfCopy(): void {
    const path = this.store();
    if (path === undefined) return;
    this.kubectl.streams.err(`A copy of your changes has been stored to ${goQuote(path)}\n`);
  }
}
