import type { DnsRecord } from '../records';

/**
 * One record as nslookup prints it.
 * @param rootDot what ends an absolute name: BIND writes a dot, BusyBox nothing
 */
export function recordText(record: DnsRecord, rootDot: '' | '.'): string {
  const { name } = record;
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return `Name:\t${name}\nAddress: ${record.address}\n`;
    case 'CNAME':
      return `${name}\tcanonical name = ${record.target}${rootDot}\n`;
    case 'PTR':
      return `${name}\tname = ${record.target}${rootDot}\n`;
    case 'NS':
      return `${name}\tnameserver = ${record.target}${rootDot}\n`;
    case 'TXT':
      return `${name}\ttext = "${record.text}"\n`;
    case 'SRV': {
      const { priority, weight, port, target } = record.data;
      return `${name}\tservice = ${priority} ${weight} ${port} ${target}${rootDot}\n`;
    }
    case 'SOA': {
      const { primary, mailbox, serial, refresh, retry, expire, minimum } = record.data;
      const times = `\trefresh = ${refresh}\n\tretry = ${retry}\n\texpire = ${expire}\n\tminimum = ${minimum}\n`;
      return `${name}\n\torigin = ${primary}\n\tmail addr = ${mailbox}\n\tserial = ${serial}\n${times}`;
    }
  }
}
