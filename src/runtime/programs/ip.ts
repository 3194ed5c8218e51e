import { indexOf, parseCidr } from '../../apimachinery/ip';
import { isIPv4 } from '../../dns/ip-address';
import { type PodInterface, podInterface } from '../network/interface';
import { complain, isBusybox } from './complaint';
import { addressText, type Device, devicesOf, type IpForm, type IpView, linkText, routeText, wayText } from './ip/show';
import { missingOperand } from './option';
import { fail, type ProgramIo, succeed } from './program';

const usage = `Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }
       ip [ -force ] -batch filename
where  OBJECT := { address | addrlabel | amt | fou | help | ila | ioam | l2tp |
                   link | macsec | maddress | monitor | mptcp | mroute | mrule |
                   neighbor | neighbour | netconf | netns | nexthop | ntable |
                   ntbl | route | rule | sr | tap | tcpmetrics |
                   token | tunnel | tuntap | vrf | xfrm }
       OPTIONS := { -V[ersion] | -s[tatistics] | -d[etails] | -r[esolve] |
                    -h[uman-readable] | -iec | -j[son] | -p[retty] |
                    -f[amily] { inet | inet6 | mpls | bridge | link } |
                    -4 | -6 | -M | -B | -0 |
                    -l[oops] { maximum-addr-flush-attempts } | -br[ief] |
                    -o[neline] | -t[imestamp] | -ts[hort] | -b[atch] [filename] |
                    -rc[vbuf] [size] | -n[etns] name | -N[umeric] | -a[ll] |
                    -c[olor]}
`;

/** What ip was asked, once its options are read. */
type IpCall = {
  readonly io: ProgramIo;
  readonly view: IpView;
  readonly hasCounters: boolean;
  readonly own: PodInterface | undefined;
  readonly words: readonly string[];
};

const objects = ['address', 'link', 'route', 'rule', 'neighbor', 'neighbour', 'tunnel'];
const showing = ['show', 'list', 'lst', 'ls'];

function isShow(word: string): boolean {
  return showing.some((name) => name.startsWith(word));
}

/** A change of the network, which a container may not make. */
function refuse({ io, view }: IpCall): number {
  const text = 'RTNETLINK answers: Operation not permitted';
  return view.form === 'busybox' ? complain(io, text, 2) : fail(io, text, 2);
}

/** The devices that are asked for, or the name of one that is not there. */
function chosenDevices({ own, view, words }: IpCall): readonly Device[] | string {
  const devices = devicesOf(own, view.form);
  const rest = words.slice(isShow(words[0] ?? 'show') ? 1 : 0).filter((word) => word !== 'up' && word !== 'dev');
  const scope = rest.indexOf('scope');
  const name = (scope < 0 ? rest : rest.filter((_, i) => i !== scope && i !== scope + 1))[0];
  if (name === undefined) return devices;
  const found = devices.filter((device) => device.name === name);
  return found.length > 0 ? found : name;
}

function missingDevice({ io, view }: IpCall, name: string): number {
  return view.form === 'busybox'
    ? complain(io, `can't find device '${name}'`)
    : fail(io, `Device "${name}" does not exist.`);
}

function unknownCommand({ io, view }: IpCall, object: string, word: string): number {
  if (view.form === 'busybox') return complain(io, `invalid argument '${word}' to 'ip'`);
  return fail(io, `Command "${word}" is unknown, try "ip ${object} help".`, 255);
}

const changing = ['add', 'del', 'delete', 'change', 'replace', 'append', 'set', 'flush', 'test'];

function runDevice(call: IpCall, object: 'address' | 'link'): number {
  const [command = 'show'] = call.words;
  if (changing.includes(command)) {
    if (call.view.form === 'busybox' && object === 'link')
      return complain(call.io, 'SIOCSIFFLAGS: Operation not permitted', 2);
    return refuse(call);
  }
  if (!isShow(command)) return unknownCommand(call, object, command);
  const devices = chosenDevices(call);
  if (typeof devices === 'string') return missingDevice(call, devices);
  const scope = call.words.includes('scope') ? call.words[call.words.indexOf('scope') + 1] : undefined;
  const text =
    object === 'link' ? linkText(devices, call.view, call.hasCounters) : addressText(devices, call.view, scope);
  return succeed(call.io, text);
}

function runRoute(call: IpCall): number {
  const { io, view, own, words } = call;
  const [command = 'show'] = words;
  if (changing.includes(command)) return refuse(call);
  if (command === 'get') {
    const to = words.find((word, i) => i > 0 && isIPv4(word)) ?? '';
    const isNear = own !== undefined && indexOf(parseCidr(`${own.network}/${own.prefix}`), to) !== undefined;
    return succeed(io, wayText(to, own, isNear, view.form));
  }
  if (!isShow(command) && !['default', 'table', 'dev'].includes(command)) return unknownCommand(call, 'route', command);
  if (own === undefined || view.family === 6) return 0;
  const text = routeText(own, view.form, words.includes('dev'));
  return succeed(io, words.includes('default') ? `${text.split('\n')[0]}\n` : text);
}

function runNeighbor(call: IpCall): number {
  const { io, view, own } = call;
  if (changing.includes(call.words[0] ?? '')) return refuse(call);
  if (own === undefined) return 0;
  const end = view.form === 'busybox' ? 'ref 1 used 0/0/0 probes 0 REACHABLE' : 'REACHABLE ';
  return succeed(io, `${own.gateway} dev eth0 lladdr ${own.gatewayMac} ${end}\n`);
}

function runRule(call: IpCall): number {
  if (changing.includes(call.words[0] ?? '')) return refuse(call);
  const end = call.view.form === 'busybox' ? ' \n' : '\n';
  const tables = ['0:\tfrom all lookup local', '32766:\tfrom all lookup main', '32767:\tfrom all lookup default'];
  return succeed(call.io, tables.map((line) => `${line}${end}`).join(''));
}

/** The options before the object, as they are read. */
type Reading = {
  family: 4 | 6 | undefined;
  isOneline: boolean;
  isBrief: boolean;
  isJson: boolean;
  hasCounters: boolean;
  isVersion: boolean;
  unknown: string | undefined;
};

/** What may be left out of a word's end; some words are known by less. */
function isBeginning(word: string, whole: string, least = 1): boolean {
  return word.length >= least && whole.startsWith(word);
}

/** Options that change nothing here. */
const ignored = /^(c|color|d|details|r|resolve|h|human|iec|N|Numeric|a|all|p|pretty|t|ts)$/;

/** Takes an option that only iproute2 has; answers whether there is such a one. */
function takeIproute2(name: string, reading: Reading): boolean {
  if (isBeginning(name, 'brief', 2)) reading.isBrief = true;
  else if (isBeginning(name, 'json')) reading.isJson = true;
  else if (/^s+$/.test(name) || isBeginning(name, 'statistics')) reading.hasCounters = true;
  else if (isBeginning(name, 'Version')) reading.isVersion = true;
  else return ignored.test(name);
  return true;
}

const families: { readonly [name: string]: 4 | 6 } = { inet: 4, inet6: 6 };

/** Reads the options before the object; answers them, and the words that follow. */
function readCall(
  args: readonly string[],
  form: IpForm,
): { readonly reading: Reading; readonly words: readonly string[] } {
  const reading: Reading = {
    family: undefined,
    isOneline: false,
    isBrief: false,
    isJson: false,
    hasCounters: false,
    isVersion: false,
    unknown: undefined,
  };
  let at = 0;
  for (; args[at]?.startsWith('-'); at += 1) {
    const word = args[at] ?? '';
    const name = word.replace(/^-+/, '');
    if (name === '4' || name === '6') reading.family = name === '4' ? 4 : 6;
    else if (isBeginning(name, 'oneline')) reading.isOneline = true;
    else if (isBeginning(name, 'family')) {
      at += 1;
      reading.family = families[args[at] ?? ''];
    } else if (form === 'busybox' || !takeIproute2(name, reading)) reading.unknown ??= word;
  }
  return { reading, words: args.slice(at) };
}

function runObject(call: IpCall, object: string): number {
  switch (object) {
    case 'address':
    case 'link':
      return runDevice(call, object);
    case 'route':
      return runRoute(call);
    case 'rule':
      return runRule(call);
    case 'tunnel':
      return 0;
    default:
      return runNeighbor(call);
  }
}

/** Shows the network of the pod: addresses, links, routes. As iproute2 6.1 prints them, or as busybox does. */
export function ip(args: readonly string[], io: ProgramIo): number {
  const form = isBusybox(io) ? 'busybox' : 'iproute2';
  const { reading, words } = readCall(args, form);
  if (reading.isVersion) return succeed(io, 'ip utility, iproute2-6.1.0, libbpf 1.1.2\n');
  const [typed] = words;
  const object =
    typed === undefined ? undefined : objects.find((name) => name.startsWith(typed === 'r' ? 'ro' : typed));
  if (form === 'busybox' && (object === undefined || reading.unknown !== undefined)) return missingOperand(io);
  if (reading.unknown !== undefined) return fail(io, `Option "${reading.unknown}" is unknown, try "ip -help".`, 255);
  if (typed === undefined || typed === 'help') {
    io.stderr.write(usage);
    return 255;
  }
  if (object === undefined) return fail(io, `Object "${typed}" is unknown, try "ip help".`);
  const { family, isOneline, isBrief, isJson, hasCounters } = reading;
  const view = { form, family, isOneline, isBrief, isJson } as const;
  return runObject({ io, view, hasCounters, own: podInterface(io.world), words: words.slice(1) }, object);
}
