/** What is edited: objects, objects before they are made, or the configurations that were applied last. */
export type EditMode = 'objects' | 'before-create' | 'last-applied';

/** Why a file has to be edited again. */
export type Reason = { readonly head: string; readonly details: readonly string[] };

const objects = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`;

const lastApplied = `# Please edit the 'last-applied-configuration' annotations below.
# Lines beginning with a '#' will be ignored, and an empty file will abort the edit.
#
`;

/** The comments that a file begins with. @upstream kubectl pkg/cmd/util/editor editHeader.writeTo */
export function headerOf(mode: EditMode, reasons: readonly Reason[]): string {
  const told = reasons.map(({ head, details }) => {
    const title = `# ${commented(head)}${details.length > 0 ? ':' : ''}\n`;
    return `${title}${details.map((detail) => `# * ${commented(detail)}\n`).join('')}#\n`;
  });
  return (mode === 'last-applied' ? lastApplied : objects) + told.join('');
}

/** Text of several lines, each of them a comment. */
function commented(text: string): string {
  return text.replace(/\n(?=[^#])/g, '\n# ');
}
