/** The options that take a value, and those that take none, each with its letter where it has one. @upstream curl 7.88.1 --help all */
const valued =
  'abstract-unix-socket alt-svc aws-sigv4 cacert capath E:cert cert-type ciphers K:config connect-timeout connect-to C:continue-at b:cookie c:cookie-jar create-file-mode crlfile curves d:data data-ascii data-binary data-raw data-urlencode delegation dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers doh-url D:dump-header egd-file engine etag-compare etag-save expect100-timeout F:form form-string ftp-account ftp-alternative-to-user ftp-method P:ftp-port ftp-ssl-ccc-mode happy-eyeballs-timeout-ms H:header hostpubmd5 hostpubsha256 hsts interface json keepalive-time key key-type krb libcurl limit-rate local-port login-options mail-auth mail-from mail-rcpt max-filesize max-redirs m:max-time netrc-file noproxy oauth2-bearer o:output output-dir parallel-max pass pinnedpubkey preproxy proto proto-default proto-redir x:proxy proxy-cacert proxy-capath proxy-cert proxy-cert-type proxy-ciphers proxy-crlfile proxy-header proxy-key proxy-key-type proxy-pass proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype proxy-tlspassword proxy-tlsuser U:proxy-user proxy1.0 pubkey Q:quote random-file r:range rate e:referer X:request request-target resolve retry retry-delay retry-max-time sasl-authzid service-name socks4 socks4a socks5 socks5-gssapi-service socks5-hostname Y:speed-limit y:speed-time stderr t:telnet-option tftp-blksize z:time-cond tls-max tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii unix-socket T:upload-file url url-query u:user A:user-agent w:write-out';
const plain =
  'anyauth a:append basic cert-status compressed compressed-ssh create-dirs crlf digest q:disable disable-eprt disable-epsv disallow-username-in-url doh-cert-status doh-insecure f:fail fail-early fail-with-body false-start form-escape ftp-create-dirs ftp-pasv ftp-pret ftp-skip-pasv-ip ftp-ssl-ccc ftp-ssl-control G:get g:globoff haproxy-protocol I:head h:help http0.9 0:http1.0 http1.1 http2 http2-prior-knowledge http3 http3-only ignore-content-length i:include k:insecure 4:ipv4 6:ipv6 j:junk-session-cookies l:list-only L:location location-trusted mail-rcpt-allowfails M:manual metalink negotiate n:netrc netrc-optional alpn N:buffer clobber keepalive npn progress-meter sessionid ntlm ntlm-wb Z:parallel parallel-immediate path-as-is post301 post302 post303 #:progress-bar proxy-anyauth proxy-basic proxy-digest proxy-insecure proxy-negotiate proxy-ntlm proxy-ssl-allow-beast proxy-ssl-auto-client-cert proxy-tlsv1 p:proxytunnel raw J:remote-header-name O:remote-name remote-name-all R:remote-time remove-on-error retry-all-errors retry-connrefused sasl-ir S:show-error s:silent socks5-basic socks5-gssapi socks5-gssapi-nec ssl ssl-allow-beast ssl-auto-client-cert ssl-no-revoke ssl-reqd ssl-revoke-best-effort 2:sslv2 3:sslv3 styled-output suppress-connect-headers tcp-fastopen tcp-nodelay tftp-no-options 1:tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 tr-encoding trace-time B:use-ascii v:verbose V:version xattr';

const numeric: readonly string[] = [
  'max-time',
  'connect-timeout',
  'retry',
  'retry-delay',
  'retry-max-time',
  'max-redirs',
];

type Known = { readonly name: string; readonly isValued: boolean };

const letters = new Map<string, Known>();
const names = new Map<string, Known>();
for (const [list, isValued] of [
  [valued, true],
  [plain, false],
] as const) {
  for (const entry of list.split(' ')) {
    const name = entry.charAt(1) === ':' ? entry.slice(2) : entry;
    const known = { name, isValued };
    names.set(name, known);
    if (name !== entry) letters.set(entry.charAt(0), known);
  }
}

/** An option as it was given, by its long name; a URL is one too. */
export type Given = { readonly name: string; readonly value: string };

/** curl's command line. */
export type CurlOptions = {
  readonly given: readonly Given[];
  /** Whether a flag is set: its last occurrence counts. */
  readonly has: (name: string) => boolean;
  /** The value that was given last. */
  readonly last: (name: string) => string | undefined;
  readonly all: (...names: readonly string[]) => readonly Given[];
};

/** Why a command line is wrong, in curl's words. */
export type CurlMistake = { readonly mistake: string };

const OFF = 'no';

function optionsOf(given: readonly Given[]): CurlOptions {
  const last = (name: string): string | undefined => given.findLast((option) => option.name === name)?.value;
  return {
    given,
    has: (name) => (last(name) ?? OFF) !== OFF,
    last,
    all: (...wanted) => given.filter(({ name }) => wanted.includes(name)),
  };
}

/** Finds a long option; the beginning of its name will do where no other begins so. */
function findLong(typed: string): { readonly known: Known; readonly isOff: boolean } | CurlMistake {
  const isOff = typed.startsWith('no-');
  const word = isOff ? typed.slice(3) : typed;
  const exact = names.get(word);
  const found = exact === undefined ? [...names.values()].filter(({ name }) => name.startsWith(word)) : [exact];
  const [known] = found;
  if (known === undefined || word === '') return { mistake: `option --${typed}: is unknown` };
  if (found.length > 1) return { mistake: `option --${typed}: is ambiguous` };
  return isOff && known.isValued
    ? { mistake: `option --${typed}: used '--no-' for option that isn't a boolean` }
    : { known, isOff };
}

/** Takes an option's value; answers how many of the following arguments it took. */
function keep(
  { name, isValued }: Known,
  label: string,
  attached: string | undefined,
  following: string | undefined,
  given: Given[],
): number | CurlMistake {
  if (!isValued) {
    given.push({ name, value: '' });
    return 0;
  }
  const value = attached ?? following;
  if (value === undefined) return { mistake: `option ${label}: requires parameter` };
  if (numeric.includes(name) && !/^\d+(\.\d*)?$/.test(value)) {
    return { mistake: `option ${label}: expected a proper numerical parameter` };
  }
  given.push({ name, value });
  return attached === undefined ? 1 : 0;
}

function readLong(arg: string, following: string | undefined, given: Given[]): number | CurlMistake {
  const found = findLong(arg.slice(2));
  if ('mistake' in found) return found;
  if (found.isOff) {
    given.push({ name: found.known.name, value: OFF });
    return 0;
  }
  return keep(found.known, arg, undefined, following, given);
}

function readLetters(arg: string, following: string | undefined, given: Given[]): number | CurlMistake {
  for (let at = 1; at < arg.length; at += 1) {
    const letter = arg.charAt(at);
    const known = letters.get(letter);
    if (known === undefined) return { mistake: `option -${letter}: is unknown` };
    // `-N` is the one letter that switches something off.
    if (letter === 'N') given.push({ name: known.name, value: OFF });
    else if (known.isValued) return keep(known, `-${letter}`, arg.slice(at + 1) || undefined, following, given);
    else given.push({ name: known.name, value: '' });
  }
  return 0;
}

/** Reads curl's command line: combined letters, long names and their beginnings, `--no-` before a flag. */
export function readCurlOptions(args: readonly string[]): CurlOptions | CurlMistake {
  const given: Given[] = [];
  let isOver = false;
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '--' && !isOver) {
      isOver = true;
      continue;
    }
    if (isOver || !arg.startsWith('-') || arg === '-') {
      given.push({ name: 'url', value: arg });
      continue;
    }
    const taken = (arg.startsWith('--') ? readLong : readLetters)(arg, args[at + 1], given);
    if (typeof taken !== 'number') return taken;
    at += taken;
  }
  return optionsOf(given);
}
