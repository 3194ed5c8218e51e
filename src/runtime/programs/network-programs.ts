import { curl } from './curl';
import { dig } from './dig';
import { getent } from './getent';
import { host } from './host';
import { ifconfig } from './ifconfig';
import { ip } from './ip';
import { nc } from './nc';
import { ping } from './ping';
import type { Program } from './program';
import { route } from './route';
import { telnet } from './telnet';
import { traceroute } from './traceroute';
import { wget } from './wget';

/** The programs that reach the network or show it, by their names; nslookup is elsewhere. */
export const networkPrograms: Readonly<Record<string, Program>> = {
  curl,
  dig,
  getent,
  host,
  ifconfig,
  ip,
  nc,
  ncat: nc,
  netcat: nc,
  ping,
  ping6: ping,
  route,
  telnet,
  traceroute,
  wget,
};
