import { StatusError } from '../apimachinery/errors';
import type { Client } from '../client/client';
import type { Controller, ControllerContext, Notice, Requeue } from '../client/controller';
import { inTheNameOf } from '../client/field-manager';

/** A key that is to be looked at again. */
export type Timer = { at: number; controller: string; key: string; background: boolean; isSoon?: boolean };

/** A change, with the plural name of its kind. */
export type ControllerChange = Notice & { readonly plural: string };

const LIMIT = 200_000;
/** What the API server refused is tried again later: nobody waits for it. */
const RETRY: Requeue = { after: 10_000, background: true };

/**
 * Runs controllers to a fixed point: each change names keys, each key is synchronized once for all its changes,
 * first come, first served; until no key is left.
 */
export class ControllerManager {
  private readonly queue = new Map<string, { controller: Controller; key: string }>();
  private readonly changes: ControllerChange[] = [];
  private readonly timers = new Map<string, Timer>();
  private readonly contexts = new Map<string, ControllerContext>();

  constructor(
    private readonly controllers: readonly Controller[],
    private readonly client: Client,
    private readonly context: ControllerContext,
  ) {}

  /** Tells the controllers of a change. */
  notify(change: ControllerChange): void {
    this.changes.push(change);
  }

  /** Takes up the timers that an earlier process left. */
  restore(timers: readonly Timer[]): void {
    this.timers.clear();
    for (const timer of timers) this.timers.set(`${timer.controller} ${timer.key}`, timer);
  }

  /** The timers that are not due yet, earliest first. */
  pendingTimers(): Timer[] {
    return [...this.timers.values()].sort((left, right) => left.at - right.at);
  }

  /** Whether a timer is due. */
  hasDueTimer(now: number): boolean {
    return this.pendingTimers().some(({ at }) => at <= now);
  }

  /** Works until nothing is left to do at this moment. @throws Error when the controllers do not settle */
  async settle(): Promise<void> {
    for (let steps = 0; steps < LIMIT; steps++) {
      await this.enqueueChanges();
      this.enqueueDueTimers();
      const next = this.queue.entries().next().value;
      if (next === undefined) return;
      const [id, { controller, key }] = next;
      this.queue.delete(id);
      this.schedule(controller, key, await this.run(controller, key));
    }
    throw new Error('the controllers do not settle: they keep changing the same objects');
  }

  private async run(controller: Controller, key: string): Promise<Requeue | undefined> {
    try {
      return await controller.sync(key, this.contextOf(controller));
    } catch (error) {
      if (error instanceof StatusError) return RETRY;
      throw error;
    }
  }

  /** The world as a controller writes to it: in its program's name. */
  private contextOf({ component = 'kube-controller-manager' }: Controller): ControllerContext {
    const known = this.contexts.get(component);
    if (known !== undefined) return known;
    const made = { ...this.context, client: inTheNameOf(this.context.client, component) };
    this.contexts.set(component, made);
    return made;
  }

  private async enqueueChanges(): Promise<void> {
    for (const change of this.changes.splice(0)) {
      for (const controller of this.controllers) {
        const watch = controller.watches[change.plural] ?? controller.watches['*'];
        if (watch === undefined) continue;
        for (const key of await watch(change, this.client)) this.enqueue(controller, key);
      }
    }
  }

  private enqueueDueTimers(): void {
    const now = this.context.now();
    for (const timer of this.pendingTimers()) {
      if (timer.at > now) return;
      this.timers.delete(`${timer.controller} ${timer.key}`);
      const controller = this.controllers.find(({ name }) => name === timer.controller);
      if (controller !== undefined) this.enqueue(controller, timer.key);
    }
  }

  private enqueue(controller: Controller, key: string): void {
    const id = `${controller.name} ${key}`;
    if (!this.queue.has(id)) this.queue.set(id, { controller, key });
  }

  private schedule(controller: Controller, key: string, requeue: Requeue | undefined): void {
    const id = `${controller.name} ${key}`;
    if (requeue === undefined) {
      this.timers.delete(id);
      return;
    }
    const at = this.context.now() + requeue.after;
    const { background = false, isSoon } = requeue;
    this.timers.set(id, { at, controller: controller.name, key, background, ...(isSoon && { isSoon }) });
  }
}
