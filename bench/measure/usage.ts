import { Cgroup } from './cgroup';
import { byComponent, memoryOf, readProcesses } from './components';

/** A component is a container of its own, or one of those that share a container. */
export interface Part {
  readonly container: string;
  /** The component's name; where there is none, those that share the container say which they are. */
  readonly component?: string;
}

/** By component. */
export type Account = Readonly<Record<string, number>>;

/** Accounts of a running system, by component. */
export class Usage {
  public static of(parts: readonly Part[]): Usage {
    return new Usage(parts.map(({ container, component }) => ({ component, cgroup: Cgroup.of(container) })));
  }

  private constructor(private readonly parts: readonly { readonly component?: string; readonly cgroup: Cgroup }[]) {}

  /** Seconds of processor time so far. */
  public cpu(): Account {
    return this.account(
      (cgroup) => {
        const components = [...byComponent(readProcesses(cgroup.processes()))];
        const times = components.map(([name, processes]) => [name, processes.reduce((sum, { cpu }) => sum + cpu, 0)]);
        return Object.fromEntries(times) as Account;
      },
      (cgroup) => cgroup.cpu(),
    );
  }

  /** MiB. */
  public memory(): Account {
    return this.account(
      (cgroup) => {
        const components = [...byComponent(readProcesses(cgroup.processes()))];
        return Object.fromEntries(components.map(([name, processes]) => [name, memoryOf(processes)]));
      },
      (cgroup) => cgroup.memory(),
    );
  }

  /** The numbers of the processes, by component. */
  public processes(): Readonly<Record<string, readonly number[]>> {
    const found: Record<string, readonly number[]> = {};
    for (const { component, cgroup } of this.parts) {
      const shared = byComponent(readProcesses(cgroup.processes()));
      const lists =
        component === undefined
          ? [...shared].map(([name, processes]): [string, number[]] => [name, processes.map(({ pid }) => pid)])
          : [[component, cgroup.processes()] as [string, number[]]];
      Object.assign(found, Object.fromEntries(lists));
    }
    return found;
  }

  private account(shared: (cgroup: Cgroup) => Account, whole: (cgroup: Cgroup) => number): Account {
    return Object.assign(
      {},
      ...this.parts.map(({ component, cgroup }) =>
        component === undefined ? shared(cgroup) : { [component]: whole(cgroup) },
      ),
    ) as Account;
  }
}

/** What lies between two accounts, each divided by the number of messages. */
export const perMessage = (before: Account, after: Account, messages: number): Account =>
  Object.fromEntries(
    Object.entries(after).map(([component, value]) => [component, (value - (before[component] ?? 0)) / messages]),
  );
