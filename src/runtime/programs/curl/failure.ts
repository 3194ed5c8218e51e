/** A transfer that did not come to its end, with curl's exit code and words. */
export class CurlFailure extends Error {
  override readonly name = 'CurlFailure';

  /**
   * @param step how far it came: the meter ends its line once there was an attempt to connect
   * @param waited the milliseconds that connecting took
   */
  constructor(
    readonly exitCode: number,
    message: string,
    readonly step: 'remote-name' | 'url' | 'resolving' | 'connecting' = 'connecting',
    readonly waited = 0,
  ) {
    super(message);
  }
}
