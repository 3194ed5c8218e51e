import { WireType } from '@bufbuild/protobuf/wire';
import { formatTime } from '../../apimachinery/time';
import { type FieldReader, type MessageReader, readFields, WireError } from './wire';

type Timestamp = { seconds: number; nanos: number };

/** Seconds since 1970 of the beginnings of the years 0, 1 (Go's zero time) and 10000. */
const yearZero = -62_167_219_200;
const zeroTime = -62_135_596_800;
const yearTenThousand = 253_402_300_800;

const timestampFields = new Map<number, FieldReader<Timestamp>>([
  [1, { goName: 'Seconds', wireType: WireType.Varint, read: readSeconds }],
  [2, { goName: 'Nanos', wireType: WireType.Varint, read: readNanos }],
]);

function readSeconds(reader: MessageReader, target: Timestamp): void {
  target.seconds = Number(reader.int64());
}

function readNanos(reader: MessageReader, target: Timestamp): void {
  target.nanos = reader.int32();
}

/**
 * A Time's bytes as RFC 3339 in whole seconds; null where it is zero.
 * @upstream apimachinery meta/v1/time_proto.go Time.Unmarshal
 */
export function readTime(reader: MessageReader): string | null {
  if (reader.len === 0) return null;
  const { seconds } = readFields(reader, 'Timestamp', timestampFields, { seconds: 0, nanos: 0 });
  return seconds === zeroTime ? null : formatTime(inRange(seconds) * 1000);
}

/**
 * A MicroTime's bytes as RFC 3339 with microseconds; null where it is zero.
 * @upstream apimachinery meta/v1/micro_time_proto.go MicroTime.Unmarshal
 */
export function readMicroTime(reader: MessageReader): string | null {
  if (reader.len === 0) return null;
  const { seconds, nanos } = readFields(reader, 'Timestamp', timestampFields, { seconds: 0, nanos: 0 });
  const micros = Math.trunc(nanos / 1000);
  const carried = Math.floor(micros / 1e6);
  const rest = micros - carried * 1e6;
  const whole = inRange(seconds + carried);
  if (whole === zeroTime && rest === 0) return null;
  return `${formatTime(whole * 1000).slice(0, -1)}.${String(rest).padStart(6, '0')}Z`;
}

function inRange(seconds: number): number {
  if (seconds >= yearZero && seconds < yearTenThousand) return seconds;
  throw new WireError('Time.MarshalJSON: year outside of range [0,9999]');
}
