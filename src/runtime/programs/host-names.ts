import { type HostEntry, lookUpHost, nameOfAddress } from '../network/resolve';
import type { ProgramIo } from './program';

/** The text of /etc/hosts; empty where there is none. */
export function hostsText({ world }: ProgramIo): string {
  return world.files.find('/etc/hosts') === undefined ? '' : world.files.readText('/etc/hosts');
}

/** What the C library knows of a name; undefined where it does not resolve. */
export function hostEntry(name: string, io: ProgramIo): HostEntry | undefined {
  return lookUpHost(name, hostsText(io), io.world.resolvConf, io.world.dns);
}

/** The name of an address; undefined where it has none. */
export function hostName(address: string, io: ProgramIo): string | undefined {
  return nameOfAddress(address, hostsText(io), io.world.resolvConf, io.world.dns);
}
