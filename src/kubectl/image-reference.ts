/** The name of an image. @upstream github.com/distribution/reference ReferenceRegexp */
export const imageReference =
  /^(?:(?:[a-zA-Z0-9][a-zA-Z0-9.-]*(?::\d+)?)\/)?[a-z0-9]+(?:(?:[._]|__|-+|\/)[a-z0-9]+)*(?::[\w][\w.-]{0,127})?(?:@[a-zA-Z][\w.+-]*:[0-9a-fA-F]{32,})?$/;
