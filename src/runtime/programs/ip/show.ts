import type { PodInterface } from '../../network/interface';

/** The two forms of ip: iproute2's and busybox's. */
export type IpForm = 'iproute2' | 'busybox';

/** What is to be shown. */
export type IpView = {
  readonly form: IpForm;
  /** `-4` and `-6`. */
  readonly family: 4 | 6 | undefined;
  readonly isOneline: boolean;
  readonly isBrief: boolean;
  readonly isJson: boolean;
};

type Address = { readonly family: 4 | 6; readonly text: string; readonly scope: string; readonly local: string };

/** An interface as it is printed. */
export type Device = {
  readonly index: number;
  readonly name: string;
  /** With the other end of the wire. */
  readonly label: string;
  readonly flags: string;
  readonly mtu: number;
  readonly state: string;
  readonly kind: string;
  readonly mac: string;
  readonly broadcastMac: string;
  readonly isPeered: boolean;
  readonly addresses: readonly Address[];
};

/** The devices of a pod: lo, and eth0 once it has an address. */
export function devicesOf(own: PodInterface | undefined, form: IpForm): readonly Device[] {
  const lo: Device = {
    index: 1,
    name: 'lo',
    label: 'lo',
    flags: 'LOOPBACK,UP,LOWER_UP',
    mtu: 65_536,
    state: 'UNKNOWN',
    kind: 'loopback',
    mac: '00:00:00:00:00:00',
    broadcastMac: '00:00:00:00:00:00',
    isPeered: false,
    addresses: [
      { family: 4, text: 'inet 127.0.0.1/8 scope host lo', scope: 'host', local: '127.0.0.1/8' },
      { family: 6, text: 'inet6 ::1/128 scope host ', scope: 'host', local: '::1/128' },
    ],
  };
  if (own === undefined) return [lo];
  const { address, prefix, broadcast, mac } = own;
  const text = `inet ${address}/${prefix} brd ${broadcast} scope global eth0`;
  return [
    lo,
    {
      index: 2,
      name: 'eth0',
      label: 'eth0@if7',
      // The other end lies in the node's network, which busybox does not know of.
      flags: `BROADCAST,MULTICAST,UP,LOWER_UP${form === 'busybox' ? ',M-DOWN' : ''}`,
      mtu: 1500,
      state: 'UP',
      kind: 'ether',
      mac,
      broadcastMac: 'ff:ff:ff:ff:ff:ff',
      isPeered: true,
      addresses: [{ family: 4, text, scope: 'global', local: `${address}/${prefix}` }],
    },
  ];
}

function firstLine(device: Device, { form, family }: IpView, isLink: boolean): string {
  const start = `${device.index}: ${device.label}: <${device.flags}> mtu ${device.mtu}`;
  const queue = family === 6 ? '' : ' qdisc noqueue';
  if (form === 'busybox') return `${start}${queue} qlen 1000`;
  if (family === 6) return `${start} state ${device.state} qlen 1000`;
  const peer = family === 4 && device.isPeered ? ' link-netnsid 0' : '';
  return `${start}${queue} state ${device.state}${isLink ? ' mode DEFAULT' : ''} group default qlen 1000${peer}`;
}

function linkLine({ kind, mac, broadcastMac, isPeered }: Device, { form }: IpView): string {
  const peer = isPeered && form === 'iproute2' ? ' link-netnsid 0' : '';
  return `    link/${kind} ${mac} brd ${broadcastMac}${peer}`;
}

const FOREVER = 4_294_967_295;

function addressJson({ family, local, scope }: Address, { name }: Device, broadcast: string | undefined): object {
  const [address, prefix] = local.split('/');
  return {
    family: family === 4 ? 'inet' : 'inet6',
    local: address,
    prefixlen: Number(prefix),
    ...(broadcast === undefined ? {} : { broadcast }),
    scope,
    ...(family === 4 ? { label: name } : {}),
    valid_life_time: FOREVER,
    preferred_life_time: FOREVER,
  };
}

/** Devices as `-json` has them. @param addresses undefined where only the links are shown */
function deviceJson(device: Device, addresses: readonly Address[] | undefined): object {
  const { index, name, flags, mtu, state, kind, mac, broadcastMac, isPeered } = device;
  return {
    ifindex: index,
    ...(isPeered ? { link_index: 7 } : {}),
    ifname: name,
    flags: flags.split(','),
    mtu,
    qdisc: 'noqueue',
    operstate: state,
    ...(addresses === undefined ? { linkmode: 'DEFAULT' } : {}),
    group: 'default',
    txqlen: 1000,
    link_type: kind,
    address: mac,
    broadcast: broadcastMac,
    ...(isPeered ? { link_netnsid: 0 } : {}),
    ...(addresses === undefined
      ? {}
      : { addr_info: addresses.map((address) => addressJson(address, device, / brd (\S+)/.exec(address.text)?.[1])) }),
  };
}

/** The addresses of devices. @param scope only those of a scope */
export function addressText(devices: readonly Device[], view: IpView, scope?: string): string {
  const shown = devices.map((device) => {
    const isWanted = ({ family, ...address }: Address): boolean =>
      (view.family === undefined || view.family === family) && (scope === undefined || scope === address.scope);
    return { device, addresses: device.addresses.filter(isWanted) };
  });
  const listed =
    view.family === undefined && scope === undefined ? shown : shown.filter(({ addresses }) => addresses.length > 0);
  if (view.isJson) return `${JSON.stringify(listed.map(({ device, addresses }) => deviceJson(device, addresses)))}\n`;
  return listed
    .map(({ device, addresses }) => {
      if (view.isBrief) {
        return `${device.label.padEnd(16)} ${device.state.padEnd(14)} ${addresses.map(({ local }) => `${local} `).join('')}\n`;
      }
      const lifetime = '       valid_lft forever preferred_lft forever';
      if (view.isOneline) {
        return addresses.map(({ text }) => `${device.index}: ${device.name}    ${text}\\${lifetime}\n`).join('');
      }
      const link = view.family === undefined ? `${linkLine(device, view)}\n` : '';
      const lines = addresses.map(({ text }) => `    ${text}\n${lifetime}\n`);
      return `${firstLine(device, view, false)}\n${link}${lines.join('')}`;
    })
    .join('');
}

/** Devices without their addresses. @param hasCounters whether what passed them is counted */
export function linkText(devices: readonly Device[], view: IpView, hasCounters: boolean): string {
  const counters = `    RX:  bytes packets errors dropped  missed   mcast           
             0       0      0       0       0       0 
    TX:  bytes packets errors dropped carrier collsns           
             0       0      0       0       0       0 
`;
  if (view.isJson) return `${JSON.stringify(devices.map((device) => deviceJson(device, undefined)))}\n`;
  return devices
    .map((device) => {
      const { label, state, mac, flags } = device;
      if (view.isBrief) return `${label.padEnd(16)} ${state.padEnd(14)} ${mac} <${flags}> \n`;
      const text = `${firstLine(device, { ...view, family: undefined }, true)}\n${linkLine(device, view)}\n`;
      if (view.isOneline) return text.replace('\n', '\\');
      return hasCounters ? text + counters : text;
    })
    .join('');
}

/** The routes of a pod: all goes through its node. @param isOfDevice whether the device was named, and goes without saying */
export function routeText(
  { address, prefix, network, gateway }: PodInterface,
  form: IpForm,
  isOfDevice: boolean,
): string {
  if (form === 'busybox') {
    return `default via ${gateway} dev eth0 \n${network}/${prefix} dev eth0 scope link  src ${address} \n`;
  }
  const device = isOfDevice ? '' : ' dev eth0';
  return `default via ${gateway}${device} \n${network}/${prefix}${device} proto kernel scope link src ${address} \n`;
}

/** The way to an address. */
export function wayText(to: string, own: PodInterface | undefined, isNear: boolean, form: IpForm): string {
  const isLocal = to.startsWith('127.') || to === own?.address;
  const source = isLocal ? to : (own?.address ?? '');
  const gap = form === 'busybox' ? '  ' : ' ';
  const start = isLocal ? `local ${to} dev lo` : `${to}${isNear ? '' : ` via ${own?.gateway}`} dev eth0`;
  const end = form === 'busybox' ? ' \n' : ` uid 0 \n    cache ${isLocal ? '<local> ' : ''}\n`;
  return `${start}${gap}src ${source}${end}`;
}
