/** A service as /etc/services has it. */
export type NamedService = {
  readonly name: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  readonly aliases: readonly string[];
};

/** Those of Debian's netbase that are met in clusters: name, port, protocols, aliases. */
const table = `echo 7 tcp/udp
discard 9 tcp/udp sink null
ftp-data 20 tcp
ftp 21 tcp
ssh 22 tcp
telnet 23 tcp
smtp 25 tcp mail
time 37 tcp/udp timserver
whois 43 tcp nicname
domain 53 tcp/udp
bootps 67 udp
bootpc 68 udp
tftp 69 udp
http 80 tcp www
kerberos 88 tcp/udp kerberos5 krb5 kerberos-sec
pop3 110 tcp pop-3
sunrpc 111 tcp/udp portmapper
ntp 123 udp
imap2 143 tcp imap
snmp 161 tcp/udp
bgp 179 tcp
ldap 389 tcp/udp
https 443 tcp/udp
microsoft-ds 445 tcp
submissions 465 tcp ssmtp smtps urd
syslog 514 udp
submission 587 tcp
ldaps 636 tcp/udp
domain-s 853 tcp/udp
rsync 873 tcp
imaps 993 tcp
pop3s 995 tcp
openvpn 1194 tcp/udp
ms-sql-s 1433 tcp
nfs 2049 tcp/udp
mysql 3306 tcp
svn 3690 tcp subversion
sip 5060 tcp/udp
postgresql 5432 tcp postgres
amqps 5671 tcp
amqp 5672 tcp
redis 6379 tcp
http-alt 8080 tcp webcache
tproxy 8081 tcp
git 9418 tcp
zabbix-agent 10050 tcp`;

/** The services that are known by name. */
export const namedServices: readonly NamedService[] = table.split('\n').flatMap((line) => {
  const [name = '', port, protocols = '', ...aliases] = line.split(' ');
  return protocols.split('/').map((protocol): NamedService => {
    return { name, port: Number(port), protocol: protocol === 'udp' ? 'udp' : 'tcp', aliases };
  });
});

/** Finds a service by its name, one of its aliases or its port. */
export function findNamedService(key: string, protocol?: string): NamedService | undefined {
  return namedServices.find(
    (service) =>
      (protocol === undefined || service.protocol === protocol) &&
      (service.name === key || service.aliases.includes(key) || String(service.port) === key),
  );
}

/** The port that a number or a name stands for; undefined where it is none. */
export function portNumber(text: string, protocol: string): number | undefined {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  return findNamedService(text, protocol)?.port;
}
