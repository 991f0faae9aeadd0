import { ConnectError } from "@connectrpc/connect";
import { ErrorReason, ErrorReasonSchema } from "./gen/edr/response/v1/error_reason_pb.js";
import { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema } from "./gen/google/rpc/error_details_pb.js";

/** A field of a request that breaks a rule. */
export interface FieldViolation {
  /** Its proto path, for example "action.get_file.path". */
  readonly field: string;
  /** Which rule. */
  readonly description: string;
}

/** An error of the gateway with its details read. It is a ConnectError: the status is in `code`. */
export class EdrResponseError extends ConnectError {
  /** Why; UNSPECIFIED when the error does not come from the gateway or its reason is newer than this package. */
  readonly reason: ErrorReason;
  /** Why, as the gateway wrote it, for example "HOST_UNRESOLVED"; empty when the error does not come from the gateway. */
  readonly reasonName: string;
  /** ErrorInfo.domain: "edr.response.v1". */
  readonly domain: string;
  /** Particulars by the keys that ErrorReason documents. */
  readonly info: Readonly<Record<string, string>>;
  /** The fields of the request that break their rules. */
  readonly fieldViolations: readonly FieldViolation[];
  /** How long to wait before the call is repeated, when the gateway says so. */
  readonly retryDelayMs: number | undefined;

  constructor(cause: ConnectError) {
    super(cause.rawMessage, cause.code, cause.metadata, undefined, cause);
    this.details = cause.details;
    const info = cause.findDetails(ErrorInfoSchema)[0];
    this.reasonName = info?.reason ?? "";
    this.reason = ErrorReasonSchema.values.find((value) => value.name === `ERROR_REASON_${this.reasonName}`)?.number ?? ErrorReason.UNSPECIFIED;
    this.domain = info?.domain ?? "";
    this.info = info?.metadata ?? {};
    this.fieldViolations = cause.findDetails(BadRequestSchema)[0]?.fieldViolations ?? [];
    const delay = cause.findDetails(RetryInfoSchema)[0]?.retryDelay;
    this.retryDelayMs = delay && Number(delay.seconds) * 1000 + delay.nanos / 1e6;
  }

  // ConnectError's own check goes by its fields and would take every ConnectError for this class.
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof ConnectError && "reasonName" in value;
  }

  /** Reads the details of whatever a call threw. */
  static override from(cause: unknown): EdrResponseError {
    return cause instanceof EdrResponseError ? (cause as EdrResponseError) : new EdrResponseError(ConnectError.from(cause));
  }
}
