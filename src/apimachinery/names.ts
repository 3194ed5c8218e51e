/** Each check answers with upstream's words for what is wrong, none when all is well. @upstream apimachinery util/validation */

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';

const dns1123Label = new RegExp(`^${LABEL}$`);
const dns1123Subdomain = new RegExp(`^${LABEL}(\\.${LABEL})*$`);
const dns1035Label = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const qualifiedName = new RegExp(`^${QUALIFIED}$`);
const labelValue = new RegExp(`^(${QUALIFIED})?$`);
const environmentName = /^[ -<>-~]+$/;

function tooLong(max: number): string {
  return `must be no more than ${max} characters`;
}

function regexProblem(message: string, pattern: string, ...examples: string[]): string {
  const quoted = examples.map((example) => `'${example}'`).join(', or ');
  const prefix = examples.length === 0 ? '' : `e.g. ${quoted.replaceAll("', or '", "',  or '")}, `;
  return `${message} (${prefix}regex used for validation is '${pattern}')`;
}

/** Names of Services' pods, containers, namespaces and ports' targets: at most 63 characters. */
export function dns1123LabelProblems(value: string): string[] {
  const problems = value.length > 63 ? [tooLong(63)] : [];
  if (!dns1123Label.test(value)) {
    problems.push(
      dns1123Subdomain.test(value)
        ? 'must not contain dots'
        : regexProblem(
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
            LABEL,
            'my-name',
            '123-abc',
          ),
    );
  }
  return problems;
}

/** Names of most objects: at most 253 characters. */
export function dns1123SubdomainProblems(value: string): string[] {
  const problems = value.length > 253 ? [tooLong(253)] : [];
  if (!dns1123Subdomain.test(value)) {
    problems.push(
      regexProblem(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        `${LABEL}(\\.${LABEL})*`,
        'example.com',
      ),
    );
  }
  return problems;
}

/** Names of Services: begin with a letter, at most 63 characters. */
export function dns1035LabelProblems(value: string): string[] {
  const problems = value.length > 63 ? [tooLong(63)] : [];
  if (!dns1035Label.test(value)) {
    problems.push(
      regexProblem(
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
        '[a-z]([-a-z0-9]*[a-z0-9])?',
        'my-name',
        'abc-123',
      ),
    );
  }
  return problems;
}

/** Names of ports: at most 15 lower-case characters with at least one letter. */
export function portNameProblems(value: string): string[] {
  const problems: string[] = [];
  if (value.length > 15) problems.push(tooLong(15));
  if (!/^[-a-z0-9]+$/.test(value))
    problems.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(value)) problems.push('must contain at least one letter (a-z)');
  if (value.includes('--')) problems.push('must not contain consecutive hyphens');
  if (value !== '' && (value.startsWith('-') || value.endsWith('-'))) {
    problems.push('must not begin or end with a hyphen');
  }
  return problems;
}

/** Keys of labels and annotations: `[prefix/]name`. */
export function labelKeyProblems(value: string): string[] {
  const parts = value.split('/');
  if (parts.length > 2)
    return [
      qualifiedNameProblem(
        value,
        'a qualified name ',
        " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
      ),
    ];
  const problems: string[] = [];
  const name = parts.at(-1) ?? '';
  if (parts.length === 2) {
    const prefix = parts[0] ?? '';
    if (prefix === '') problems.push('prefix part must be non-empty');
    else problems.push(...dns1123SubdomainProblems(prefix).map((problem) => `prefix part ${problem}`));
  }
  if (name === '') problems.push('name part must be non-empty');
  else if (name.length > 63) problems.push(`name part ${tooLong(63)}`);
  if (!qualifiedName.test(name)) problems.push(qualifiedNameProblem(name, 'name part ', ''));
  return problems;
}

function qualifiedNameProblem(_value: string, before: string, after: string): string {
  return `${before}${regexProblem(
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
    QUALIFIED,
    'MyName',
    'my.name',
    '123-abc',
  )}${after}`;
}

/** Values of labels: at most 63 characters, may be empty. */
export function labelValueProblems(value: string): string[] {
  const problems = value.length > 63 ? [tooLong(63)] : [];
  if (!labelValue.test(value)) {
    problems.push(
      regexProblem(
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        `(${QUALIFIED})?`,
        'MyValue',
        'my_value',
        '12345',
      ),
    );
  }
  return problems;
}

/** Keys of ConfigMaps and Secrets. */
export function configMapKeyProblems(value: string): string[] {
  const problems = value.length > 253 ? [tooLong(253)] : [];
  if (!/^[-._a-zA-Z0-9]+$/.test(value)) {
    problems.push(
      regexProblem(
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
        '[-._a-zA-Z0-9]+',
        'key.name',
        'KEY_NAME',
        'key-name',
      ),
    );
  }
  if (value === '.') problems.push("must not be '.'");
  else if (value === '..') problems.push("must not be '..'");
  else if (value.startsWith('..')) problems.push("must not start with '..'");
  return problems;
}

/** Names of environment variables (relaxed since 1.32: printable ASCII without `=`). */
export function environmentNameProblems(value: string): string[] {
  if (environmentName.test(value)) return [];
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

/** Ports: 1 to 65535. */
export function portNumberProblems(value: number): string[] {
  return value >= 1 && value <= 65535 ? [] : ['must be between 1 and 65535, inclusive'];
}
