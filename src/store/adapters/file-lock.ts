import { linkSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { StateError } from '../store';
import { sleep } from './sleep';

const PATIENCE = 30_000;
const BREAKING = 5_000;

/**
 * A lock between processes: a file that names its holder. It is made whole (written aside, then linked), so that
 * nobody reads half of it; a dead holder's lock is taken away by one process at a time.
 */
export class FileLock {
  private held = false;

  /** @param path the lock file; the folder must exist */
  constructor(private readonly path: string) {}

  /** Waits until the lock is ours. @throws StateError after half a minute, or where no file can be made */
  acquire(): void {
    const deadline = Date.now() + PATIENCE;
    while (!this.tryAcquire()) {
      if (this.isAbandoned()) this.breakLock();
      else if (Date.now() > deadline) throw this.timeout();
      else sleep(2 + Math.random() * 8);
    }
    this.held = true;
  }

  release(): void {
    if (!this.held) return;
    this.held = false;
    rmSync(this.path, { force: true });
  }

  private tryAcquire(): boolean {
    const aside = `${this.path}.${process.pid}`;
    try {
      writeFileSync(aside, String(process.pid));
      linkSync(aside, this.path);
      return true;
    } catch (error) {
      if (isCode(error, 'EEXIST')) return false;
      if (isCode(error, 'EPERM') || isCode(error, 'ENOTSUP')) return this.tryExclusive();
      throw new StateError(`cannot lock the state: ${error instanceof Error ? error.message : String(error)}
Nothing was changed. Name another file with KUBECTL_LITE_STATE=FILE or another folder with KUBECTL_LITE_HOME=DIR.`);
    } finally {
      rmSync(aside, { force: true });
    }
  }

  /** For file systems without hard links. */
  private tryExclusive(): boolean {
    try {
      writeFileSync(this.path, String(process.pid), { flag: 'wx' });
      return true;
    } catch (error) {
      if (isCode(error, 'EEXIST')) return false;
      throw error;
    }
  }

  private holder(): number | undefined {
    try {
      const pid = Number(readFileSync(this.path, 'utf8'));
      return Number.isInteger(pid) && pid > 0 ? pid : undefined;
    } catch {
      return undefined;
    }
  }

  private isAbandoned(): boolean {
    const pid = this.holder();
    return pid !== undefined && !isAlive(pid);
  }

  /** Only one process at a time may take a dead holder's lock away, else it might take a living one's. */
  private breakLock(): void {
    const guard = `${this.path}.break`;
    try {
      mkdirSync(guard);
    } catch {
      const since = statSync(guard, { throwIfNoEntry: false })?.mtimeMs;
      if (since !== undefined && Date.now() - since > BREAKING) rmdirSync(guard);
      sleep(2);
      return;
    }
    try {
      if (this.isAbandoned()) unlinkSync(this.path);
    } finally {
      rmdirSync(guard);
    }
  }

  private timeout(): StateError {
    return new StateError(
      `the cluster's state is locked by process ${this.holder() ?? 'unknown'}: wait for it, or remove ${this.path} if that process is gone`,
    );
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
