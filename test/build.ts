import { execFileSync } from 'node:child_process';

/** End-to-end tests run the program as users do: it is built before the first of them. */
export default function build(): void {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
}
