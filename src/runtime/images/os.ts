import { type FileNode, textFile } from '../files/node';
import { isBelow } from './facts';
import type { DebianName } from './version';

type Files = { readonly [path: string]: FileNode };

function lines(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** The number and newest point release of each Debian. */
const debians: Readonly<Record<DebianName, readonly [number: string, full: string]>> = {
  forky: ['', 'forky/sid'],
  trixie: ['13', '13.0'],
  bookworm: ['12', '12.11'],
  bullseye: ['11', '11.11'],
  buster: ['10', '10.13'],
  stretch: ['9', '9.13'],
  jessie: ['8', '8.11'],
  wheezy: ['7', '7.11'],
};

/** The files by which Debian says what it is. @upstream base-files */
export function debianFiles(name: DebianName): Files {
  const [number, full] = debians[name];
  const version = number === '' ? name : `${number} (${name})`;
  const isOld = number !== '' && Number(number) <= 8;
  const site = `${isOld ? 'http' : 'https'}://www.debian.org/`;
  const release = lines({
    PRETTY_NAME: `"Debian GNU/Linux ${version}"`,
    NAME: '"Debian GNU/Linux"',
    ...(number === '' ? {} : { VERSION_ID: `"${number}"`, VERSION: `"${version}"` }),
    ...(isOld ? {} : { VERSION_CODENAME: name }),
    ...(number === '13' ? { DEBIAN_VERSION_FULL: full } : {}),
    ID: 'debian',
    HOME_URL: `"${site}"`,
    SUPPORT_URL: `"${site}support"`,
    BUG_REPORT_URL: '"https://bugs.debian.org/"',
  });
  return {
    '/etc/os-release': textFile(release),
    '/etc/debian_version': textFile(`${full}\n`),
    '/etc/issue': textFile(`Debian GNU/Linux ${number || name} \\n \\l\n\n`),
    '/etc/issue.net': textFile(`Debian GNU/Linux ${number || name}\n`),
  };
}

/** The newest patch of each Alpine. */
const alpines: Readonly<Record<string, string>> = {
  '3.22': '3.22.1',
  '3.21': '3.21.4',
  '3.20': '3.20.7',
  '3.19': '3.19.8',
  '3.18': '3.18.12',
  '3.17': '3.17.10',
  '3.16': '3.16.9',
  '3.15': '3.15.11',
  '3.14': '3.14.10',
  '3.13': '3.13.12',
  '3.12': '3.12.12',
  '3.11': '3.11.13',
  '3.10': '3.10.9',
  '3.9': '3.9.6',
  '3.8': '3.8.5',
  '3.7': '3.7.3',
  '3.6': '3.6.5',
};

/** The files by which Alpine says what it is. @upstream alpine-baselayout */
export function alpineFiles(version: string): Files {
  const short = /^\d+\.\d+/.exec(version)?.[0] ?? '3.22';
  const full = version === short ? (alpines[short] ?? `${short}.0`) : version;
  const bugs = isBelow(short, 3, 15)
    ? 'https://bugs.alpinelinux.org/'
    : 'https://gitlab.alpinelinux.org/alpine/aports/-/issues';
  const release = lines({
    NAME: '"Alpine Linux"',
    ID: 'alpine',
    VERSION_ID: full,
    PRETTY_NAME: `"Alpine Linux v${short}"`,
    HOME_URL: '"https://alpinelinux.org/"',
    BUG_REPORT_URL: `"${bugs}"`,
  });
  return {
    '/etc/os-release': textFile(release),
    '/etc/alpine-release': textFile(`${full}\n`),
    '/etc/issue': textFile(`Welcome to Alpine Linux ${short}\nKernel \\r on an \\m (\\l)\n\n`),
  };
}

const ubuntus: Readonly<Record<string, readonly [full: string, name: string, debian: string]>> = {
  '24.04': ['24.04.2 LTS', 'Noble Numbat', 'trixie/sid'],
  '22.04': ['22.04.5 LTS', 'Jammy Jellyfish', 'bookworm/sid'],
  '20.04': ['20.04.6 LTS', 'Focal Fossa', 'bullseye/sid'],
  '18.04': ['18.04.6 LTS', 'Bionic Beaver', 'buster/sid'],
  '16.04': ['16.04.7 LTS', 'Xenial Xerus', 'stretch/sid'],
  '25.04': ['25.04', 'Plucky Puffin', 'trixie/sid'],
};

/** The files by which Ubuntu says what it is. @upstream base-files */
export function ubuntuFiles(version: string): Files {
  const [full, name, debian] = ubuntus[version] ?? ubuntus['24.04'] ?? ['', '', ''];
  const code = name.split(' ')[0]?.toLowerCase() ?? '';
  const isNew = !isBelow(version, 22, 4);
  const title = { NAME: '"Ubuntu"', VERSION: `"${full} (${name})"` };
  const pretty = { PRETTY_NAME: `"Ubuntu ${full}"` };
  const ids = { ID: 'ubuntu', ID_LIKE: 'debian' };
  const release = lines({
    ...(isNew ? { ...pretty, NAME: '"Ubuntu"', VERSION_ID: `"${version}"`, VERSION: title.VERSION } : title),
    ...(isNew ? { VERSION_CODENAME: code, ...ids } : { ...ids, ...pretty, VERSION_ID: `"${version}"` }),
    HOME_URL: '"https://www.ubuntu.com/"',
    SUPPORT_URL: '"https://help.ubuntu.com/"',
    BUG_REPORT_URL: '"https://bugs.launchpad.net/ubuntu/"',
    PRIVACY_POLICY_URL: '"https://www.ubuntu.com/legal/terms-and-policies/privacy-policy"',
    ...(isNew ? {} : { VERSION_CODENAME: code }),
    UBUNTU_CODENAME: code,
    ...(isBelow(version, 24, 4) ? {} : { LOGO: 'ubuntu-logo' }),
  });
  return {
    '/etc/os-release': textFile(release),
    '/etc/lsb-release': textFile(
      `DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=${version}\nDISTRIB_CODENAME=${code}\nDISTRIB_DESCRIPTION="Ubuntu ${full}"\n`,
    ),
    '/etc/debian_version': textFile(`${debian}\n`),
    '/etc/issue': textFile(`Ubuntu ${full} \\n \\l\n\n`),
  };
}

/** The names that the distributions around Red Hat's have. */
export type RedHatName = 'oraclelinux' | 'centos' | 'fedora' | 'rockylinux' | 'almalinux' | 'amazonlinux';

type RedHat = { name: string; id: string; like: string; pretty: (version: string) => string; home: string };

const redHats: Readonly<Record<RedHatName, RedHat>> = {
  oraclelinux: {
    name: 'Oracle Linux Server',
    id: '"ol"',
    like: '"fedora"',
    pretty: (version) => `Oracle Linux Server ${version}`,
    home: 'https://linux.oracle.com/',
  },
  centos: {
    name: 'CentOS Linux',
    id: '"centos"',
    like: '"rhel fedora"',
    pretty: (version) => `CentOS Linux ${version} (Core)`,
    home: 'https://www.centos.org/',
  },
  fedora: {
    name: 'Fedora Linux',
    id: 'fedora',
    like: '',
    pretty: (version) => `Fedora Linux ${version} (Container Image)`,
    home: 'https://fedoraproject.org/',
  },
  rockylinux: {
    name: 'Rocky Linux',
    id: '"rocky"',
    like: '"rhel centos fedora"',
    pretty: (version) => `Rocky Linux ${version} (Blue Onyx)`,
    home: 'https://rockylinux.org/',
  },
  almalinux: {
    name: 'AlmaLinux',
    id: '"almalinux"',
    like: '"rhel centos fedora"',
    pretty: (version) => `AlmaLinux ${version}`,
    home: 'https://almalinux.org/',
  },
  amazonlinux: {
    name: 'Amazon Linux',
    id: '"amzn"',
    like: '"fedora"',
    pretty: (version) => `Amazon Linux ${version}`,
    home: 'https://aws.amazon.com/linux/',
  },
};

/** The files by which a distribution around Red Hat's says what it is. */
export function redHatFiles(distribution: RedHatName, version: string): Files {
  const { name, id, like, pretty, home } = redHats[distribution];
  const release = lines({
    NAME: `"${name}"`,
    VERSION: `"${version}"`,
    ID: id,
    ...(like === '' ? {} : { ID_LIKE: like }),
    VERSION_ID: `"${version}"`,
    PRETTY_NAME: `"${pretty(version)}"`,
    HOME_URL: `"${home}"`,
  });
  const title = `${name} release ${version}\n`;
  return {
    '/etc/os-release': textFile(release),
    '/etc/system-release': textFile(title),
    '/etc/redhat-release': textFile(
      distribution === 'oraclelinux' ? `Red Hat Enterprise Linux release ${version}\n` : title,
    ),
    ...(distribution === 'oraclelinux' ? { '/etc/oracle-release': textFile(title) } : {}),
  };
}
