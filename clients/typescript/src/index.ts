export * from "./client.js";
export * from "./errors.js";
export type { WatchedEvent } from "./watch.js";
export * from "./gen/edr/response/v1/action_pb.js";
export * from "./gen/edr/response/v1/error_reason_pb.js";
export * from "./gen/edr/response/v1/ksc_service_pb.js";
export * from "./gen/edr/response/v1/response_service_pb.js";
export * from "./gen/edr/response/v1/submission_pb.js";
