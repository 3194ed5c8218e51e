import type { HttpResponse } from '../../network/http';

/** How a transfer went: what `-w` prints is made of this. */
export type Outcome = {
  /** As it was typed. */
  readonly typed: string;
  exitCode: number;
  message: string;
  effective: string;
  method: string;
  scheme: string;
  response: Omit<HttpResponse, 'body'> | undefined;
  /** The path that what was received went to. */
  file: string;
  remoteAddress: string;
  remotePort: number;
  localAddress: string;
  connects: number;
  redirects: number;
  /** Where a redirect leads that was not followed. */
  redirectUrl: string;
  headerSize: number;
  requestSize: number;
  received: number;
  /** How much a server announced, and did not send. */
  awaited: number | undefined;
  sent: number;
  /** Milliseconds that were waited. */
  waited: number;
  isSecure: boolean;
};

/** Before anything happened. */
export function createOutcome(typed: string): Outcome {
  return {
    typed,
    exitCode: 0,
    message: '',
    effective: typed,
    method: 'GET',
    scheme: '',
    response: undefined,
    file: '',
    remoteAddress: '',
    remotePort: 0,
    localAddress: '',
    connects: 0,
    redirects: 0,
    redirectUrl: '',
    headerSize: 0,
    requestSize: 0,
    received: 0,
    awaited: undefined,
    sent: 0,
    waited: 0,
    isSecure: false,
  };
}
